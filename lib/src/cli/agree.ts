import { createInterface } from 'node:readline/promises';
import { NetdiveError } from '../errors.js';

/**
 * Waits until a person at the terminal says yes.
 * @param otherwise the command that says yes where there is no terminal
 * @throws NetdiveError where they say anything else, or nobody can be asked
 */
export async function agree(otherwise: string, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY)
    throw new NetdiveError('Nothing was done: nobody can be asked here.', `To say yes: ${otherwise}`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question('Go on? [y/N] ', { signal });
    if (!/^y(es)?$/i.test(answer.trim())) throw new NetdiveError('Nothing was done.');
  } finally {
    terminal.close();
  }
}
