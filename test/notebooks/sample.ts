import { readFileSync } from 'node:fs';
import { cellsOf } from '../../lib/src/course/notebook.js';
import { ONE_IN, saidBefore, turn } from '../in-turn.js';
import type { Break } from './breaks.js';

/** The breaks to prove now: all of a chapter that changed lately, else a part. `npm run test:proofs` proves all. */
export function sample(breaks: readonly Break[], files: readonly string[]): readonly Break[] {
  if (process.env.NETDIVE_PROOFS === 'all' || files.some(changed)) return breaks;
  const now = turn();
  return breaks.filter((_, index) => index % ONE_IN === now);
}

/** Whether a file says something else than some commits ago. What a notebook's cells have put out does not count. */
function changed(file: string): boolean {
  const before = saidBefore(file);
  return before === undefined || wordsOf(file, before) !== wordsOf(file, readFileSync(file, 'utf8'));
}

const wordsOf = (file: string, text: string): string =>
  file.endsWith('.ipynb') ? JSON.stringify(cellsOf(text).map(({ source, tags }) => [source, tags])) : text.trim();
