import { parseAddresses, type AddressRow } from '../parse/address.js';
import { parseLinks, type Link } from '../parse/link.js';
import { parseNetnsIds, type NetnsId } from '../parse/netns-id.js';
import { parseRoutes, type Route } from '../parse/route.js';
import type { Connection } from '../transport/connection.js';
import { askAll } from './ask.js';

/** What one network namespace says of itself. */
export interface NamespaceFacts {
  /** `''` is the machine's own. */
  readonly name: string;
  readonly links: readonly Link[];
  readonly addresses: readonly AddressRow[];
  readonly routes: readonly Route[];
  /** The numbers by which it calls the others. */
  readonly ids: readonly NetnsId[];
}

export interface MachineFacts {
  readonly host: string;
  readonly namespaces: readonly NamespaceFacts[];
}

const QUESTIONS = { ip: ['link show', 'address show', 'route show', 'netns list-id'] };

/** Asks a machine for all that a drawing needs. */
export async function machineFacts(connection: Connection, signal?: AbortSignal): Promise<MachineFacts> {
  const answers = await askAll(connection, QUESTIONS, signal);
  return {
    host: connection.target.host,
    namespaces: answers.map(({ netns, lines: [links = '', addresses = '', routes = '', ids = ''] }) => ({
      name: netns,
      links: parseLinks(links),
      addresses: parseAddresses(addresses),
      routes: parseRoutes(routes),
      ids: parseNetnsIds(ids),
    })),
  };
}
