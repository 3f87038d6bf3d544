import { execa } from 'execa';
import { checkout } from '../../lib/src/paths.js';
import type { Break } from './breaks.js';

/** A chapter that was touched in the last so many commits is proved whole. */
const RECENT = 10;
/** Of one that was not, every so many-th check is; which ones changes with every commit. */
const ONE_IN = 4;

/** The breaks to prove now: all of a chapter whose files changed lately, else a part. `npm run test:proofs` proves all. */
export async function sample(breaks: readonly Break[], files: readonly string[]): Promise<readonly Break[]> {
  if (process.env.NETDIVE_PROOFS === 'all') return breaks;
  const git = (...args: string[]) => execa('git', args, { cwd: checkout, reject: false });
  // It exits with 1 where they differ, and with more where there is no such commit, or no git.
  const unchanged = (await git('diff', '--quiet', `HEAD~${RECENT}`, '--', ...files)).exitCode === 0;
  if (!unchanged) return breaks;
  const turn = Number((await git('rev-list', '--count', 'HEAD')).stdout) % ONE_IN;
  return breaks.filter((_, index) => index % ONE_IN === turn);
}
