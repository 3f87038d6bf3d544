import { readFileSync } from 'node:fs';
import { cellsOf } from '../../lib/src/course/notebook.js';
import { chapters, type Chapter } from '../../lib/src/lab/chapters.js';
import { saidBefore, turn } from '../in-turn.js';
import { breaksFile } from './breaks.js';

/**
 * The parts of a chapter to prove now. One that changed lately is proved whole; where several did, they share that time, and
 * each proves its part of every so many commits. The others share as much time among all chapters, so that it does not grow
 * with the course.
 */
export function sample<Part>(parts: readonly Part[], chapter: Chapter): readonly Part[] {
  if (process.env.NETDIVE_PROOFS === 'all') return parts;
  const own = lately.findIndex(({ name }) => name === chapter.name);
  const [among, place] = own < 0 ? [chapters().length, placeOf(chapter)] : [lately.length, own];
  return parts.filter((_, index) => (index + place) % among === turn(among));
}

/** Whether a chapter is run from top to bottom now: where it changed lately, and else one of all chapters at each commit. */
export function isInTurn(chapter: Chapter): boolean {
  if (process.env.NETDIVE_PROOFS === 'all' || lately.some(({ name }) => name === chapter.name)) return true;
  return placeOf(chapter) === turn(chapters().length);
}

const placeOf = ({ name }: Chapter): number => chapters().findIndex((one) => one.name === name);

/** Whether a chapter's code is another than some commits ago. Its text, and what its cells have put out, prove nothing. */
function changed(chapter: Chapter): boolean {
  return [chapter.notebook, breaksFile(chapter)].some((file) => {
    const before = saidBefore(file);
    return before === undefined || codeOf(file, before) !== codeOf(file, readFileSync(file, 'utf8'));
  });
}

const codeOf = (file: string, text: string): string =>
  file.endsWith('.ipynb')
    ? JSON.stringify(cellsOf(text).flatMap(({ type, source, tags }) => (type === 'code' ? [[source, tags]] : [])))
    : text.trim();

/** Asked once: it is two calls of git a chapter. */
const lately = process.env.NETDIVE_PROOFS === 'all' ? [] : chapters().filter(changed);
