import { createInterface } from 'node:readline/promises';
import { NetdiveError } from '../errors.js';
import type { Provider } from '../provider/provider.js';

/**
 * Tells what the course does with machines of somebody's own, and waits until they agree. Nothing is asked where the machines
 * are the course's, or are at work already.
 * @param yes whether they have said so on the command line
 * @throws NetdiveError where they do not agree, or nobody can be asked
 * @example await agreeToTerms(provider, false, call.signal)
 */
export async function agreeToTerms(provider: Provider, yes: boolean, signal: AbortSignal): Promise<void> {
  if (provider.terms === undefined || (await provider.status()).state !== 'down') return;
  process.stderr.write(`${provider.terms}\n`);
  if (!yes) await agree('npx netdive up --yes, with the options of before', signal);
}

/**
 * Waits until a person at the terminal says yes.
 * @param otherwise the command that says yes where there is no terminal
 * @throws NetdiveError where they say anything else, or nobody can be asked
 */
async function agree(otherwise: string, signal: AbortSignal): Promise<void> {
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
