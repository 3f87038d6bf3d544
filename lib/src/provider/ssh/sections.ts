import { randomUUID } from 'node:crypto';
import { LabError } from '../../errors.js';
import type { Connection } from '../../transport/connection.js';
import { quote } from '../../transport/quote.js';

/**
 * Runs several readings on a machine in one round trip, and gives what each printed. Between two stands a mark that
 * nothing on the machine can know before.
 * @throws LabError where one fails: what it would have said must not be taken for nothing
 */
export async function readSections(
  connection: Connection,
  readings: readonly string[],
  signal?: AbortSignal,
): Promise<string[]> {
  const mark = randomUUID();
  const script = readings.map((reading) => `{ ${reading}\n} 2>&3; echo "${mark} $?"`).join('\n');
  // A shell of its own, without `set -e`: each reading's exit code comes with it.
  const { stdout, stderr } = await connection.run(`bash -o pipefail -c ${quote(script)} 3>&2`, {
    timeoutMs: 120_000,
    ...(signal && { signal }),
  });
  const parts = stdout.split(mark);
  return readings.map((reading, index) => {
    // A section begins with the exit code of the one before it.
    const text = parts[index]?.replace(/^ \d+\n/, '');
    const code = /^ (\d+)/.exec(parts[index + 1] ?? '')?.[1];
    if (text !== undefined && code === '0') return text;
    throw new LabError(
      `${connection.target.host} could not be read: \`${reading.split('\n')[0]}\` ended with ${code ?? 'nothing'}.\n${stderr.trim()}`,
      `Try the command there: npx netdive ssh ${connection.target.host}`,
    );
  });
}
