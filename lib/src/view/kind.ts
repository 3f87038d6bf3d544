/** What rows are, so that they are shown with the columns people look for. */
export type RowKind =
  | 'link'
  | 'address'
  | 'address-line'
  | 'route'
  | 'neighbour'
  | 'fdb'
  | 'bridge-vlan'
  | 'bridge-link'
  | 'mdb'
  | 'netns'
  | 'checkpoint'
  | 'ping'
  | 'reply'
  | 'counter'
  | 'service'
  | 'packet';

/** The key of the tag that rows carry. */
export const kindKey: unique symbol = Symbol.for('netdive.rows');

// The keys by which an untagged row is known: one that was found among others, taken out of another, or alone. The first that fits.
const shapes: readonly (readonly [RowKind, ...string[]])[] = [
  ['address', 'ifindex', 'addr_info'],
  ['address-line', 'family', 'local', 'prefixlen'],
  ['link', 'ifindex', 'mtu', 'operstate'],
  ['bridge-link', 'ifindex', 'master', 'cost'],
  ['bridge-vlan', 'ifname', 'vlans'],
  ['mdb', 'port', 'grp'],
  ['fdb', 'mac', 'flags'],
  ['neighbour', 'dst', 'dev', 'state'],
  ['neighbour', 'dst', 'proxy'],
  ['route', 'dst', 'flags'],
  ['ping', 'destination', 'lossPercent'],
  ['reply', 'seq', 'ttl', 'from'],
  ['checkpoint', 'savedAt', 'bytes'],
  ['counter', 'ifname', 'rx', 'tx'],
  ['service', 'host', 'command', 'stop'],
  ['packet', 'linkType', 'bytes', 'layers'],
];

/**
 * The kind of tagged rows, or of rows that all look like one kind; undefined of others.
 * @example kindOf(tagged('link', rows)) // 'link'
 */
export function kindOf(rows: readonly object[]): RowKind | undefined {
  const tag = (rows as { [kindKey]?: RowKind })[kindKey];
  const [first] = rows;
  if (tag !== undefined || first === undefined) return tag;
  const kind = kindOfRow(first);
  return rows.every((row) => kindOfRow(row) === kind) ? kind : undefined;
}

function kindOfRow(row: object): RowKind | undefined {
  return shapes.find(([, ...keys]) => keys.every((key) => key in row))?.[0];
}
