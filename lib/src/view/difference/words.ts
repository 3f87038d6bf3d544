import type { Change, Difference } from './model.js';
import { settingsOf, type Setting } from './settings.js';

/** One change as a line of a table. */
export interface Line {
  readonly host: string;
  readonly netns: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** `link`, `address`, `route`... */
  readonly what: string;
  /** Which one, as a person names it. */
  readonly which: string;
  /** What it is like; of one that changed: what was, and what is. */
  readonly detail: string;
}

/**
 * Every change but the counters as a line.
 * @example linesOf(difference)[0].which // 'veth0'
 */
export function linesOf({ namespaces, links, addresses, routes, neighbours, fdb }: Difference): Line[] {
  return [
    ...lines('netns', namespaces, ({ name }) => [name]),
    ...lines('link', links, ({ ifname, linkinfo, flags, mtu, master }) => [
      ifname,
      [linkinfo?.info_kind, flags.includes('UP') ? 'UP' : 'down', `mtu ${mtu}`, master && `master ${master}`],
    ]),
    ...lines('address', addresses, ({ local, prefixlen, ifname, scope }) => [
      `${local}/${prefixlen}`,
      [`dev ${ifname}`, `scope ${scope}`],
    ]),
    ...lines('route', routes, ({ type, dst, gateway, via, dev, table, metric }) => [
      type === undefined || type === 'unicast' ? dst : `${type} ${dst}`,
      [
        (gateway ?? via?.host) && `via ${gateway ?? via?.host}`,
        dev && `dev ${dev}`,
        table !== undefined && table !== 'main' && `table ${table}`,
        metric !== undefined && `metric ${metric}`,
      ],
    ]),
    ...lines('neighbour', neighbours, ({ dst, dev, lladdr, state }) => [
      dst,
      [dev && `dev ${dev}`, lladdr && `lladdr ${lladdr}`, state?.join(' ')],
    ]),
    ...lines('fdb', fdb, ({ mac, ifname, master, vlan, dst, state }) => [
      mac,
      [
        ifname && `dev ${ifname}`,
        master && `master ${master}`,
        vlan !== undefined && `vlan ${vlan}`,
        dst && `dst ${dst}`,
        state,
      ],
    ]),
  ];
}

type Parts = readonly (string | false | undefined)[];

function lines<Row extends object>(
  what: string,
  rows: readonly Change<Row>[],
  say: (row: Row) => readonly [which: string, about?: Parts],
): Line[] {
  return rows.map((row) => {
    const { host, netns, change, was } = row;
    const [which, about = []] = say(row);
    const different = was === undefined ? [] : settingsOf(was, now(row, was)).map(settingWords);
    const detail = (different.length > 0 ? different : about.filter(Boolean)).join(', ');
    return { host, netns, change, what, which, detail };
  });
}

/** Of a row as it is, what there is to compare with what was. */
function now<Row extends object>(row: Row, was: Partial<Row>): Partial<Row> {
  return Object.fromEntries(Object.keys(was).map((key) => [key, row[key as keyof Row]])) as Partial<Row>;
}

/** The last part of a path says enough: the others are where iproute2 put it. */
function settingWords({ path, was, is }: Setting): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (Array.isArray(was) && Array.isArray(is) && was.length + is.length > 2) {
    const came = is.filter((one) => !was.includes(one)).map((one) => `+${words(one)}`);
    const went = was.filter((one) => !is.includes(one)).map((one) => `−${words(one)}`);
    return [name, ...came, ...went].join(' ');
  }
  return `${name} ${words(was)} → ${words(is)}`;
}

function words(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'none';
  if (Array.isArray(value)) return value.map(words).join(' ') || 'none';
  return typeof value === 'object'
    ? Object.entries(value)
        .map((pair) => pair.map(words).join(' '))
        .join(' ')
    : String(value);
}
