import type { Packet } from '../capture/packet.js';
import { summary } from '../capture/summary.js';
import type { AddressRow, Address } from '../parse/address.js';
import type { BridgeLink } from '../parse/bridge-link.js';
import type { BridgeVlan } from '../parse/bridge-vlan.js';
import type { Link } from '../parse/link.js';
import type { Neighbour } from '../parse/neigh.js';
import type { Ping, PingReply } from '../parse/ping.js';
import type { Nexthop, Route } from '../parse/route.js';
import { ago } from './ago.js';
import { megabytes } from './bytes.js';
import type { Column, Display } from './columns.js';
import type { Changed, CounterChange } from './difference/model.js';
import type { RowKind } from './kind.js';

const keys = (...names: string[]): Column[] => names.map((name) => ({ title: name, value: name }));

// Where a link's other end or its lower device is: `eth0` beside it, or a number in another namespace.
const peer = ({ link, link_index, link_netnsid }: Partial<Link>): string | undefined =>
  link ??
  (link_index === undefined
    ? undefined
    : `if${link_index}${link_netnsid === undefined ? '' : ` in netns ${link_netnsid}`}`);

// The numbers people look for in linkinfo, by the kind that has them.
const detail = ({ linkinfo }: Partial<Link>): string => {
  const { info_kind: kind, info_data: data = {} } = linkinfo ?? {};
  const number = data.id ?? data.mode;
  return [kind, typeof number === 'object' ? undefined : number].filter((part) => part !== undefined).join(' ');
};

// What a bond does with its port, and what it believes of the port's link.
const bondPort = ({ linkinfo }: Partial<Link>): string | undefined => {
  const { info_slave_kind: kind, info_slave_data: port = {} } = linkinfo ?? {};
  return kind === 'bond' ? `${port.state}, link ${port.mii_status}`.toLowerCase().replaceAll('_', ' ') : undefined;
};

const carrier = ({ flags }: Partial<Link>): 'good' | 'warn' | 'quiet' =>
  flags?.includes('NO-CARRIER') ? 'warn' : flags?.includes('UP') ? 'good' : 'quiet';

// What has nothing inside is there all the same: an interface without an address is no missing interface.
const inside =
  <Row extends object>(key: keyof Row) =>
  (row: Row): readonly object[] => {
    const items = (row[key] as object[] | undefined) ?? [];
    return items.length === 0 ? [row] : items.map((item) => ({ ...row, address: undefined, ...item }));
  };

/** Which of these are true of a row. */
const those = (row: object, ...names: string[]): string[] =>
  names.filter((name) => name in row && (row as Record<string, unknown>)[name] !== false);

const hop = ({ gateway, via }: { gateway?: string; via?: { host: string } }): string | undefined =>
  gateway ?? via?.host;
const hops = (nexthops: readonly Nexthop[]): string =>
  nexthops.map((one) => `${hop(one) ?? ''} dev ${one.dev} weight ${one.weight}`.trim()).join(', ');

const addressColumns: Column[] = [
  ...keys('ifname', 'family'),
  {
    title: 'address',
    value: ({ local, prefixlen }: Partial<Address>) => (local === undefined ? 'none' : `${local}/${prefixlen}`),
  },
  { title: 'peer', value: ({ local, address }: Partial<Address>) => (local === undefined ? undefined : address) },
  ...keys('scope'),
  { title: 'label', value: ({ label, ifname }: Address & AddressRow) => (label === ifname ? undefined : label) },
  {
    title: 'valid',
    value: ({ valid_life_time: valid = 2 ** 32 - 1 }: Address) => (valid === 2 ** 32 - 1 ? undefined : `${valid} s`),
  },
  {
    title: 'flags',
    value: (row: Address) => those(row, 'dynamic', 'tentative', 'dadfailed', 'deprecated', 'secondary', 'temporary'),
  },
];

const portSettings = (row: BridgeLink): string =>
  [
    ...those(row, 'hairpin', 'guard', 'isolated', 'neigh_suppress'),
    ...(['learning', 'flood', 'mcast_flood', 'bcast_flood'] as const)
      .filter((name) => row[name] === false)
      .map((name) => `no ${name}`),
  ].join(', ');

/** How each kind of row is shown: a table of data. Names are iproute2's where it has one. A column that says nothing is left out. */
export const displays: Readonly<Record<RowKind, Display>> = {
  link: {
    columns: [
      ...keys('ifname'),
      { title: 'state', value: 'operstate', tone: carrier },
      { title: 'mac', value: 'address' },
      ...keys('mtu', 'master'),
      { title: 'kind', value: detail },
      { title: 'port', value: bondPort },
      { title: 'peer', value: peer },
      ...keys('flags'),
    ],
  },
  address: { lines: inside<AddressRow>('addr_info'), columns: addressColumns },
  'address-line': { columns: addressColumns },
  route: {
    columns: [
      ...keys('dst', 'type'),
      { title: 'via', value: (row: Route) => hop(row) ?? (row.nexthops && hops(row.nexthops)) },
      ...keys('dev', 'table', 'protocol', 'scope'),
      { title: 'src', value: 'prefsrc' },
      ...keys('metric', 'metrics', 'from', 'iif', 'cache', 'flags'),
    ],
  },
  neighbour: {
    columns: [
      ...keys('dst', 'dev', 'lladdr', 'state'),
      { title: 'flags', value: (row: Neighbour) => those(row, 'router', 'proxy', 'extern_learn') },
    ],
  },
  fdb: { columns: keys('mac', 'ifname', 'master', 'vlan', 'dst', 'state', 'flags') },
  mdb: {
    columns: [
      { title: 'dev', value: 'dev' },
      { title: 'port', value: 'port' },
      { title: 'grp', value: 'grp' },
      { title: 'vid', value: 'vid' },
      { title: 'state', value: 'state' },
    ],
  },
  'bridge-vlan': {
    lines: inside<{ vlans: readonly BridgeVlan[] }>('vlans'),
    columns: [
      ...keys('ifname'),
      {
        title: 'vlan',
        value: ({ vlan, vlanEnd }: BridgeVlan) => (vlanEnd === undefined ? vlan : `${vlan}-${vlanEnd}`),
      },
      ...keys('flags'),
    ],
  },
  'bridge-link': {
    columns: [
      ...keys('ifname', 'master', 'state', 'priority', 'cost'),
      { title: 'settings', value: portSettings },
      ...keys('flags'),
    ],
  },
  netns: { columns: keys('name', 'id') },
  service: { columns: keys('host', 'netns', 'command') },
  checkpoint: {
    columns: [
      ...keys('name'),
      { title: 'made by', value: 'madeBy' },
      { title: 'age', value: ({ savedAt }: { savedAt: Date }) => ago(savedAt) },
      { title: 'memory', value: ({ bytes }: { bytes: number }) => megabytes(bytes) },
    ],
  },
  ping: {
    columns: [
      { title: 'to', value: 'destination' },
      {
        title: 'received',
        value: ({ sent, received }: Ping) => `${received} of ${sent}`,
        tone: ({ received, sent }: Ping) => (received >= sent ? 'good' : 'warn'),
      },
      ...keys('ttl'),
      ...(['min', 'avg', 'max'] as const).map((key) => ({ title: `${key} ms`, value: `rtt.${key}` })),
      { title: 'duplicates', value: ({ duplicates }: Ping) => duplicates || undefined },
      { title: 'errors', value: ({ errors }: Ping) => [...new Set(errors.map(({ message }) => message))].join(', ') },
    ],
  },
  packet: {
    columns: [
      ...keys('number'),
      {
        title: 'ms',
        value: ({ time }: Packet, [first]: readonly Packet[]) => Number(time - (first?.time ?? time)) / 1e6,
        digits: 3,
      },
      ...keys('at.host', 'at.netns').map((column) => ({ ...column, title: column.title.slice(3) })),
      { title: 'dev', value: 'at.ifname' },
      { title: 'dir', value: 'at.direction' },
      { title: 'bytes', value: 'length' },
      // Who looks for MACs shows one packet: here they would take the room of what differs from line to line.
      { title: 'summary', value: (packet: Packet) => summary(packet).replace(/^ethernet [^,(]*, /, '') },
    ],
  },
  reply: {
    columns: [
      ...keys('seq', 'from', 'bytes', 'ttl', 'ms'),
      { title: 'flags', value: (row: PingReply) => those(row, 'duplicate') },
    ],
  },
  counter: {
    columns: [
      ...keys('host', 'netns', 'ifname'),
      ...(['rx', 'tx'] as const).flatMap((way) => [
        ...keys(`${way}.packets`, `${way}.bytes`).map((column) => ({
          ...column,
          title: column.title.replace('.', ' '),
        })),
        // Nothing most of the time: their column is there where there are some.
        ...(['errors', 'dropped'] as const).map((key) => ({
          title: `${way} ${key}`,
          value: (row: CounterChange) => row[way][key] || undefined,
        })),
      ]),
    ],
  },
};

/** What stands before the columns of rows that changed: where it was, and what became of them. */
export const changeColumns: readonly Column[] = [
  ...keys('host', 'netns'),
  { title: 'change', value: 'change', tone: ({ change }: Changed<object>) => change },
];
