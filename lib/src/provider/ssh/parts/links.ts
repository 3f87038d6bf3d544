import { parseLinks, type Link } from '../../../parse/link.js';
import { command } from '../../../transport/quote.js';
import { IP_ADDRESS, isGone, isNew, type Change, type Ground, type Part } from '../part.js';

/** How an interface is set: all by which one that was there before can have been changed. */
type Settings = Readonly<Record<keyof typeof SET, string>> & { readonly kind: string; readonly card: string };

const onOff = (word: string) => (value: string) => [word, value];

/** Setting by setting, in the order in which they can be put back, the words for `ip link set dev NAME`. */
const SET = {
  master: (value: string) => (value === '' ? ['nomaster'] : ['master', value]),
  // Another's program is not ours to load.
  xdp: (value: string) => (value === '' ? ['xdp', 'off'] : undefined),
  // Down comes before the rest, up after it.
  down: (value: string) => (value === 'yes' ? ['down'] : undefined),
  address: (value: string) => ['address', value],
  mtu: (value: string) => ['mtu', value],
  txqlen: (value: string) => ['txqueuelen', value],
  alias: (value: string) => ['alias', value],
  group: (value: string) => ['group', value],
  addrgenmode: (value: string) => (value === '' ? undefined : ['addrgenmode', value]),
  promisc: onOff('promisc'),
  allmulti: onOff('allmulticast'),
  multicast: onOff('multicast'),
  arp: onOff('arp'),
  up: (value: string) => (value === 'yes' ? ['up'] : undefined),
} as const;
const ORDER = Object.keys(SET) as (keyof typeof SET)[];

/** The interfaces of the machine's own namespace. */
export const links: Part = {
  what: 'interface',
  read: IP_ADDRESS,
  entries: (text) => new Map(parseLinks(text).map((link) => [link.ifname, JSON.stringify(settings(link))])),
  undo: (changes, ground) => [...remove(changes), ...rename(changes), ...set(changes, ground)],
};

function settings(link: Link): Settings {
  const more = link as unknown as Record<string, unknown>;
  const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? `${value}` : '');
  const has = (flag: string): boolean => link.flags.includes(flag);
  return {
    kind: link.linkinfo?.info_kind ?? '',
    card: text(more.permaddr ?? link.address),
    master: text(link.master),
    xdp: more.xdp === undefined ? '' : 'a program',
    down: has('UP') ? 'no' : 'yes',
    address: text(link.address),
    mtu: text(link.mtu),
    txqlen: text(link.txqlen),
    alias: text(more.ifalias),
    group: text(more.group),
    addrgenmode: text(more.inet6_addr_gen_mode),
    promisc: has('PROMISC') ? 'on' : 'off',
    allmulti: has('ALLMULTI') ? 'on' : 'off',
    multicast: has('MULTICAST') ? 'on' : 'off',
    arp: has('NOARP') ? 'off' : 'on',
    up: has('UP') ? 'yes' : 'no',
  };
}

const read = (value: string | undefined): Settings => JSON.parse(value!) as Settings;
const isCard = (value: string | undefined): boolean => read(value).kind === '';

/** A network card cannot be removed: under a new name it is one that was renamed. */
const remove = (changes: readonly Change[]): string[] =>
  changes.filter((change) => isNew(change) && !isCard(change.now)).map(({ key }) => command`ip link del dev ${key}`);

function rename(changes: readonly Change[]): string[] {
  const gone = changes.filter((change) => isGone(change) && isCard(change.before));
  return changes
    .filter((change) => isNew(change) && isCard(change.now))
    .flatMap(({ key, now }) => {
      const old = gone.find(({ before }) => read(before).card === read(now).card);
      return old ? [command`ip link set dev ${key} down`, command`ip link set dev ${key} name ${old.key}`] : [];
    });
}

function set(changes: readonly Change[], { management }: Ground): string[] {
  return changes
    .filter((change) => !isNew(change) && !isGone(change) && !management.has(change.key))
    .flatMap(({ key, before, now }) => {
      const [was, is] = [read(before), read(now)];
      return ORDER.filter((name) => was[name] !== is[name])
        .map((name) => SET[name](was[name]))
        .flatMap((words) => (words ? [command`ip link set dev ${key} ${words}`] : []));
    });
}
