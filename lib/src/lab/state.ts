import { parseAddresses, type AddressRow } from '../parse/address.js';
import { parseFdb, type FdbEntry } from '../parse/fdb.js';
import { parseLinks, type Link } from '../parse/link.js';
import { parseNeighbours, type Neighbour } from '../parse/neigh.js';
import { parseRoutes, type Route } from '../parse/route.js';
import { MANAGEMENT_NIC } from '../provider/nodes.js';
import type { Connection } from '../transport/connection.js';
import { askAll } from './ask.js';

/** All that a watch compares of one network namespace, with counters. */
export interface NamespaceState {
  readonly host: string;
  /** `''` is the machine's own. */
  readonly netns: string;
  readonly links: readonly Link[];
  readonly addresses: readonly AddressRow[];
  /** Of all tables and both families, but for `local`: the kernel fills that from the addresses. */
  readonly routes: readonly Route[];
  readonly neighbours: readonly Neighbour[];
  readonly fdb: readonly FdbEntry[];
}

const QUESTIONS = { ip: ['link show', 'address show', 'route show table all', 'neigh show'], bridge: ['fdb show'] };

/** Asks a machine for the state of all its namespaces. What SSH comes in by moves with every look, and is left out. */
export async function machineState(connection: Connection, signal?: AbortSignal): Promise<NamespaceState[]> {
  const { host } = connection.target;
  const answers = await askAll(connection, QUESTIONS, signal);
  return answers.map(({ netns, lines: [links = '', addresses = '', routes = '', neighbours = '', fdb = ''] }) => ({
    host,
    netns,
    links: parseLinks(links).filter(({ ifname }) => ifname !== MANAGEMENT_NIC),
    addresses: parseAddresses(addresses).filter(({ ifname }) => ifname !== MANAGEMENT_NIC),
    routes: parseRoutes(routes).filter(({ table, dev }) => table !== 'local' && dev !== MANAGEMENT_NIC),
    neighbours: parseNeighbours(neighbours).filter(({ dev }) => dev !== MANAGEMENT_NIC),
    fdb: parseFdb(fdb).filter(({ ifname, mac }) => ifname !== MANAGEMENT_NIC && !isMulticast(mac)),
  }));
}

/** A group that a device listens to stands in the fdb as well; nobody learned it. The lowest bit of the first byte tells. */
const isMulticast = (mac: string): boolean => (parseInt(mac.slice(0, 2), 16) & 1) === 1;
