import type { Chapter } from '../lab/chapters.js';
import { claimsIn, predictionsIn } from './claims.js';
import { cellsToRun, exercisesOf } from './exercise.js';
import { readNotebook } from './notebook.js';
import type { ChapterProgress } from './progress-file.js';

/** So many of so many. */
export interface Count {
  readonly done: number;
  readonly all: number;
}

/** How far a learner is in a chapter, as the chapter is now. */
export interface ProgressRow {
  readonly number: string;
  readonly chapter: string;
  /** Done when every check has held and every exercise is solved; what is not done is open, never failed. */
  readonly state: 'not begun' | 'open' | 'done';
  readonly exercises: Count;
  readonly checks: Count;
  readonly predictions: Count;
  /** ISO 8601. */
  readonly opened?: string;
}

/**
 * How far a learner is in a chapter. A claim that the course has worded anew is to be proved anew.
 * @param kept what was written down; undefined where nothing was
 * @example await progressOf(chapter('veth'), readProgress(console.error)['veth']);
 */
export async function progressOf({ number, name, notebook }: Chapter, kept?: ChapterProgress): Promise<ProgressRow> {
  const cells = await readNotebook(notebook);
  const code = cellsToRun(cells, true).map(({ source }) => source);
  const claims = new Set(kept?.claims);
  const predicted = new Set(kept?.predictions);
  const count = <T>(all: readonly T[], done: (one: T) => boolean): Count => ({
    done: all.filter(done).length,
    all: all.length,
  });
  const checks = count([...new Set(code.flatMap(claimsIn))], (claim) => claims.has(claim));
  const exercises = count(
    exercisesOf(cells),
    (one) => one.claims.length > 0 && one.claims.every((claim) => claims.has(claim)),
  );
  const predictions = count([...new Set(code.flatMap(predictionsIn))], (what) => predicted.has(what));
  const done = checks.done === checks.all && exercises.done === exercises.all;
  const state = kept === undefined ? 'not begun' : done ? 'done' : 'open';
  const opened = kept?.opened === undefined ? {} : { opened: kept.opened };
  return { number, chapter: name, state, exercises, checks, predictions, ...opened };
}
