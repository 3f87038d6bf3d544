import { execa } from 'execa';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { cellsOf } from '../../lib/src/course/notebook.js';
import { checkout } from '../../lib/src/paths.js';

/** What was touched in the last so many commits is proved whole. */
const RECENT = 10;
/** Of what was not, every so many-th part is; which ones changes with every commit. */
const ONE_IN = 4;

/** The parts to prove now: all where one of the files changed lately, else some. `npm run test:proofs` proves all. */
export async function sample<Part>(parts: readonly Part[], files: readonly string[]): Promise<readonly Part[]> {
  if (process.env.NETDIVE_PROOFS === 'all') return parts;
  const changed = await Promise.all(files.map(changedLately));
  if (changed.includes(true)) return parts;
  const turn = Number((await git('rev-list', '--count', 'HEAD')).stdout) % ONE_IN;
  return parts.filter((_, index) => index % ONE_IN === turn);
}

/** Whether a file says something else than some commits ago. What a notebook's cells have put out does not count. */
async function changedLately(file: string): Promise<boolean> {
  const { failed, stdout } = await git('show', `HEAD~${RECENT}:${relative(checkout, file)}`);
  if (failed) return true; // it was not there, or there are no such commits, or there is no git
  return wordsOf(file, stdout) !== wordsOf(file, readFileSync(file, 'utf8'));
}

const wordsOf = (file: string, text: string): string =>
  file.endsWith('.ipynb') ? JSON.stringify(cellsOf(text).map(({ source, tags }) => [source, tags])) : text.trim();

const git = (...args: string[]) => execa('git', args, { cwd: checkout, reject: false, maxBuffer: 100_000_000 });
