import { ago } from './ago.js';
import { megabytes } from './bytes.js';
import type { RowKind } from './kind.js';

/** One column of a table. */
export interface Column {
  /** The heading. */
  readonly title: string;
  /** What to show: a key of the row (`addr.local` goes inside), or a function of it. */
  readonly value: string | ((row: never) => unknown);
  /** A sign and a colour beside the word. Never the colour alone. */
  readonly tone?: (row: never) => 'good' | 'warn' | 'quiet' | undefined;
}

/** How rows of one kind are shown. */
export interface Display {
  readonly columns: readonly Column[];
  /** The rows' many things inside, a line each, such as the addresses of a device. */
  readonly lines?: (row: never) => readonly object[];
}

interface Link {
  readonly flags?: readonly string[];
  readonly operstate?: string;
  readonly link?: string;
  readonly link_index?: number;
  readonly link_netnsid?: number;
  readonly linkinfo?: { readonly info_kind?: string; readonly info_data?: Readonly<Record<string, unknown>> };
}

// Where a link's other end or its lower device is: `@eth0` beside it, or a number in another namespace.
const peer = (row: Link): string | undefined =>
  row.link ??
  (row.link_index === undefined
    ? undefined
    : `if${row.link_index}${row.link_netnsid === undefined ? '' : ` in netns ${row.link_netnsid}`}`);

// The numbers people look for in linkinfo, by the kind that has them.
const detail = (row: Link): string => {
  const { info_kind: kind, info_data: data = {} } = row.linkinfo ?? {};
  const number = data['id'] ?? data['mode'];
  return [kind, typeof number === 'object' ? undefined : number].filter((part) => part !== undefined).join(' ');
};

const carrier = (row: Link): 'good' | 'warn' | 'quiet' =>
  row.flags?.includes('NO-CARRIER') ? 'warn' : row.flags?.includes('UP') ? 'good' : 'quiet';

const inside =
  (key: string) =>
  (row: Readonly<Record<string, unknown>>): readonly object[] =>
    ((row[key] as object[] | undefined) ?? []).map((item) => ({ ...row, ...item }));

/** How each kind of row is shown: a table of data. Names are iproute2's where it has one. */
export const displays: Readonly<Record<RowKind, Display>> = {
  link: {
    columns: [
      { title: 'ifname', value: 'ifname' },
      { title: 'state', value: 'operstate', tone: carrier },
      { title: 'mac', value: 'address' },
      { title: 'mtu', value: 'mtu' },
      { title: 'master', value: 'master' },
      { title: 'kind', value: detail },
      { title: 'peer', value: peer },
      { title: 'flags', value: 'flags' },
    ],
  },
  address: {
    lines: inside('addr_info'),
    columns: [
      { title: 'ifname', value: 'ifname' },
      { title: 'family', value: 'family' },
      { title: 'address', value: (row: { local?: string; prefixlen?: number }) => `${row.local}/${row.prefixlen}` },
      { title: 'scope', value: 'scope' },
      {
        title: 'label',
        value: (row: { label?: string; ifname?: string }) => (row.label === row.ifname ? '' : row.label),
      },
    ],
  },
  route: {
    columns: [
      { title: 'dst', value: 'dst' },
      { title: 'type', value: 'type' },
      { title: 'via', value: (row: { gateway?: string; via?: { host?: string } }) => row.gateway ?? row.via?.host },
      { title: 'dev', value: 'dev' },
      { title: 'protocol', value: 'protocol' },
      { title: 'scope', value: 'scope' },
      { title: 'src', value: 'prefsrc' },
      { title: 'metric', value: 'metric' },
      { title: 'flags', value: 'flags' },
    ],
  },
  neighbour: {
    columns: [
      { title: 'dst', value: 'dst' },
      { title: 'dev', value: 'dev' },
      { title: 'lladdr', value: 'lladdr' },
      { title: 'state', value: 'state' },
    ],
  },
  fdb: {
    columns: [
      { title: 'mac', value: 'mac' },
      { title: 'ifname', value: 'ifname' },
      { title: 'master', value: 'master' },
      { title: 'vlan', value: 'vlan' },
      { title: 'dst', value: 'dst' },
      { title: 'state', value: 'state' },
      { title: 'flags', value: 'flags' },
    ],
  },
  'bridge-vlan': {
    lines: inside('vlans'),
    columns: [
      { title: 'ifname', value: 'ifname' },
      {
        title: 'vlan',
        value: (row: { vlan?: number; vlanEnd?: number }) =>
          row.vlanEnd === undefined ? row.vlan : `${row.vlan}-${row.vlanEnd}`,
      },
      { title: 'flags', value: 'flags' },
    ],
  },
  mdb: {
    columns: [
      { title: 'dev', value: 'dev' },
      { title: 'port', value: 'port' },
      { title: 'grp', value: 'grp' },
      { title: 'vid', value: 'vid' },
      { title: 'state', value: 'state' },
    ],
  },
  'bridge-link': {
    columns: [
      { title: 'ifname', value: 'ifname' },
      { title: 'master', value: 'master' },
      { title: 'state', value: 'state' },
      { title: 'priority', value: 'priority' },
      { title: 'cost', value: 'cost' },
      { title: 'flags', value: 'flags' },
    ],
  },
  netns: {
    columns: [
      { title: 'name', value: 'name' },
      { title: 'id', value: 'id' },
    ],
  },
  checkpoint: {
    columns: [
      { title: 'name', value: 'name' },
      { title: 'made by', value: 'madeBy' },
      { title: 'age', value: (row: { savedAt: Date }) => ago(row.savedAt) },
      { title: 'memory', value: (row: { bytes: number }) => megabytes(row.bytes) },
    ],
  },
};
