import { parseLinks } from '../../parse/link.js';
import { CommandError } from '../../transport/command-error.js';
import type { Connection } from '../../transport/connection.js';
import { quote } from '../../transport/quote.js';
import { whole } from '../whole.js';

/** Names by namespace and number (ifindex). */
export type Names = ReadonlyMap<string, ReadonlyMap<number, string>>;

/** Between the answers of two namespaces. JSON has no such line. */
const END = '--';

/**
 * The interfaces' names in some of a machine's namespaces, by namespace and number (ifindex). A namespace that is not there
 * has none.
 * @example (await interfaceNames(node1, ['', 'red'], signal)).get('red')?.get(2) // 'eth0'
 */
export async function interfaceNames(
  connection: Connection,
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<Names> {
  const ask = (netns: string): string =>
    netns === '' ? 'ip -j link' : `{ ip -n ${quote(netns)} -j link 2> /dev/null || :; }`;
  const script = namespaces.map((netns) => `${ask(netns)} && echo ${END}`).join(' && ');
  const result = await connection.run(script, { signal });
  if (result.exitCode !== 0) throw new CommandError(result);
  const answers = whole(result).split(`${END}\n`);
  return new Map(
    namespaces.map((netns, index) => {
      const links = parseLinks(answers[index]?.replace(new RegExp(`${END}$`), '') ?? '');
      return [netns, new Map(links.map(({ ifindex, ifname }) => [ifindex, ifname]))];
    }),
  );
}
