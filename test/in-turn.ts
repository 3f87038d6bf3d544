// Tests that take minutes are run whole where what they are about changed lately, and else in turns: a part at each commit.
import { execaSync } from 'execa';
import { relative } from 'node:path';
import { checkout } from '../lib/src/paths.js';

/** What the last so many commits have touched is tested whole. */
const RECENT = 10;
/** Of what they have not, every so many-th part is; which ones changes with every commit. */
export const ONE_IN = 4;

/** What a file said so many commits ago; undefined where it was not there, or there are no such commits, or there is no git. */
export function saidBefore(file: string): string | undefined {
  const { failed, stdout } = git('show', `HEAD~${RECENT}:${relative(checkout, file)}`);
  return failed ? undefined : stdout;
}

/**
 * Whether files, or what is in folders, changed since.
 * @param paths below the checkout
 */
export function changedLately(paths: readonly string[]): boolean {
  return git('diff', '--quiet', `HEAD~${RECENT}`, '--', ...paths).failed;
}

/** Whose turn it is at this commit, from 0, among so many. */
export const turn = (among: number): number => Number(git('rev-list', '--count', 'HEAD').stdout) % among;

const git = (...args: string[]) => execaSync('git', args, { cwd: checkout, reject: false, maxBuffer: 100_000_000 });
