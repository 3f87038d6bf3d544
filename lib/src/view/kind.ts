import { address, addressLine } from './kinds/address.js';
import { bgpSession } from './kinds/bgp-session.js';
import { bpfEntry } from './kinds/bpf-entry.js';
import { bridgeLink } from './kinds/bridge-link.js';
import { bridgeVlan } from './kinds/bridge-vlan.js';
import { checkpoint } from './kinds/checkpoint.js';
import type { Kind } from './kinds/columns-of.js';
import { counter } from './kinds/counter.js';
import { fdb } from './kinds/fdb.js';
import { link } from './kinds/link.js';
import { mdb } from './kinds/mdb.js';
import { neighbour } from './kinds/neighbour.js';
import { netns } from './kinds/netns.js';
import { packet } from './kinds/packet.js';
import { ping, reply } from './kinds/ping.js';
import { route } from './kinds/route.js';
import { service } from './kinds/service.js';
import { ipvsConnection, virtualService } from './kinds/virtual-service.js';

/** What rows are, so that they are shown with the columns people look for. */
export type RowKind =
  | 'address'
  | 'address-line'
  | 'link'
  | 'bridge-link'
  | 'bridge-vlan'
  | 'mdb'
  | 'fdb'
  | 'neighbour'
  | 'route'
  | 'ping'
  | 'reply'
  | 'checkpoint'
  | 'counter'
  | 'service'
  | 'packet'
  | 'virtual-service'
  | 'ipvs-connection'
  | 'netns'
  | 'bpf-entry'
  | 'bgp-session';

/** Every kind. A row without a tag is of the first one whose keys it has: those with keys that others have too stand below. */
export const kinds: Readonly<Record<RowKind, Kind>> = {
  address,
  'address-line': addressLine,
  link,
  'bridge-link': bridgeLink,
  'bridge-vlan': bridgeVlan,
  mdb,
  fdb,
  neighbour,
  route,
  ping,
  reply,
  checkpoint,
  counter,
  service,
  packet,
  'virtual-service': virtualService,
  'ipvs-connection': ipvsConnection,
  netns,
  'bpf-entry': bpfEntry,
  'bgp-session': bgpSession,
};

/** The key of the tag that rows carry. */
export const kindKey: unique symbol = Symbol.for('netdive.rows');

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
  const has = (keys: readonly string[]): boolean => keys.every((key) => key in row);
  return (Object.keys(kinds) as RowKind[]).find((name) => kinds[name].known.some(has));
}
