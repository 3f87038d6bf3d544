import { parseAddresses, type AddressRow } from '../parse/address.js';
import { parseLinks, type Link } from '../parse/link.js';
import { parseNetns } from '../parse/netns.js';
import { parseNetnsIds, type NetnsId } from '../parse/netns-id.js';
import { parseRoutes, type Route } from '../parse/route.js';
import { CommandError } from '../transport/command-error.js';
import type { Connection } from '../transport/connection.js';
import { quote } from '../transport/quote.js';
import { whole } from './whole.js';

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

/** One line of JSON each, in this order; `echo` and the substitution keep an empty answer a line of its own. */
const QUESTIONS = ['-d -j link', '-j address', '-d -j route', '-j netns list-id'] as const;

/** Asks a machine for all that a drawing needs: one round trip for itself, one for all of its namespaces. */
export async function machineFacts(connection: Connection, signal?: AbortSignal): Promise<MachineFacts> {
  const run = async (script: string): Promise<string> => {
    const result = await connection.run(script, { ...(signal && { signal }) });
    if (result.exitCode !== 0) throw new CommandError(result);
    return whole(result);
  };
  const names = parseNetns(await run('ip -j netns list')).map((netns) => netns.name);
  const places = ['', ...names];
  const script = places.flatMap((name) => QUESTIONS.map((question) => `echo "$(${ip(name)} ${question})"`)).join('; ');
  const lines = (await run(script)).split('\n');
  return {
    host: connection.target.host,
    namespaces: places.map((name, index) => {
      const [links = '', addresses = '', routes = '', ids = ''] = lines.slice(index * QUESTIONS.length);
      return {
        name,
        links: parseLinks(links),
        addresses: parseAddresses(addresses),
        routes: parseRoutes(routes),
        ids: parseNetnsIds(ids),
      };
    }),
  };
}

const ip = (netns: string): string => (netns === '' ? 'ip' : `ip -n ${quote(netns)}`);
