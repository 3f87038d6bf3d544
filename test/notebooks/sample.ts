import { readFileSync } from 'node:fs';
import { cellsOf } from '../../lib/src/course/notebook.js';
import { ONE_IN, saidBefore, turn } from '../in-turn.js';

/** The parts of a chapter to prove now: all where one of its files changed lately, else some. `npm run test:proofs` proves all. */
export function sample<Part>(parts: readonly Part[], files: readonly string[]): readonly Part[] {
  if (process.env.NETDIVE_PROOFS === 'all' || files.some(changed)) return parts;
  const now = turn();
  return parts.filter((_, index) => index % ONE_IN === now);
}

/** Whether a file says something else than some commits ago. What a notebook's cells have put out does not count. */
function changed(file: string): boolean {
  const before = saidBefore(file);
  return before === undefined || wordsOf(file, before) !== wordsOf(file, readFileSync(file, 'utf8'));
}

const wordsOf = (file: string, text: string): string =>
  file.endsWith('.ipynb') ? JSON.stringify(cellsOf(text).map(({ source, tags }) => [source, tags])) : text.trim();
