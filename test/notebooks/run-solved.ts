import { copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cellsToRun } from '../../lib/src/course/exercise.js';
import { readNotebook, type NotebookCell } from '../../lib/src/course/notebook.js';
import { runNotebook, type NotebookRun } from '../../lib/src/course/run-notebook.js';
import type { Chapter } from '../../lib/src/lab/chapters.js';
import { claims } from './proofs.js';
import { venv } from './session.js';

/** What came of a chapter that was run from top to bottom. */
export interface SolvedRun {
  /** What went wrong, a line each. */
  readonly faults: readonly string[];
  /** Verdicts that hold. */
  readonly passed: number;
  /** Verdicts that it has. */
  readonly all: number;
}

/**
 * Runs a chapter from top to bottom, its exercises solved.
 * @param folder where its copy goes
 * @param env which lab, and whose machines
 */
export async function runSolved(
  { notebook }: Chapter,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<SolvedRun> {
  const path = join(folder, 'solved.ipynb');
  await copyFile(notebook, path);
  const done = await runNotebook(path, { venv, cwd: dirname(notebook), env, solve: true });
  const cells = await readNotebook(notebook);
  return { faults: faults(done), passed: done.passed, all: claims(cells).length + outcomes(cells) };
}

/** What went wrong in a run, a line each. */
export function faults({ cells }: NotebookRun): string[] {
  return cells.flatMap(({ index, expected, error, verdicts }) => [
    ...(expected ? [] : [`cell ${index}: ${error}`]),
    ...verdicts.filter(({ holds }) => !holds).map(({ claim }) => `cell ${index}: does not hold: ${claim}`),
  ]);
}

function outcomes(cells: readonly NotebookCell[]): number {
  return cellsToRun(cells, true).reduce((sum, { source }) => sum + [...source.matchAll(/\boutcome\(/g)].length, 0);
}
