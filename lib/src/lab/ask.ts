import { parseNetns } from '../parse/netns.js';
import { CommandError } from '../transport/command-error.js';
import type { Connection } from '../transport/connection.js';
import { quote } from '../transport/quote.js';
import { whole } from './whole.js';

/** What to ask in a namespace: commands of iproute2's programs, without the program's name and options. */
export interface Questions {
  readonly ip: readonly string[];
  readonly bridge?: readonly string[];
}

/** What a namespace answered. */
export interface Answers {
  /** `''` is the machine's own. */
  readonly netns: string;
  /** A line of JSON for each question, those to `ip` first; `''` where it could not be asked. */
  readonly lines: readonly string[];
}

/** Between the answers of two namespaces. JSON has no such line. */
const END = '--';

/**
 * Asks a machine and all of its namespaces, with details and counters: one round trip for their names, one for all
 * questions. Each program is started once in a namespace (`-batch`): in an emulated machine a start takes longer than the answer.
 * @throws CommandError where the machine itself does not answer; a namespace that was deleted meanwhile has no answers
 * @example await askAll(connection, { ip: ['link show', 'address show'], bridge: ['fdb show'] })
 */
export async function askAll(connection: Connection, questions: Questions, signal?: AbortSignal): Promise<Answers[]> {
  const run = async (script: string): Promise<string> => {
    const result = await connection.run(script, { ...(signal && { signal }) });
    if (result.exitCode !== 0) throw new CommandError(result);
    return whole(result);
  };
  // In the order of a person: they are listed as they lie in their folder.
  const names = parseNetns(await run('ip -j netns list'))
    .map((netns) => netns.name)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const scripts = ['', ...names].map((netns) => {
    const asked = [batch('ip', netns, questions.ip), batch('bridge', netns, questions.bridge ?? [])]
      .flat()
      .join(' && ');
    return `${netns === '' ? asked : `{ ${asked} || :; }`} && echo ${END}`;
  });
  const answers = (await run(scripts.join(' && '))).split(`${END}\n`);
  return ['', ...names].map((netns, i) => ({ netns, lines: (answers[i] ?? '').split('\n') }));
}

function batch(program: 'ip' | 'bridge', netns: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const inside = netns === '' ? '' : ` -n ${quote(netns)}`;
  return [`printf '%s\\n' ${lines.map(quote).join(' ')} | ${program}${inside} -d -s -j -b -`];
}
