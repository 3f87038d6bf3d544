import { digest } from '../recording/asked.js';
import type { RecordedCell, Recording } from '../recording/recording.js';
import { cellsToRun } from './exercise.js';
import { beginningOf, type NotebookCell } from './notebook.js';

/** The cells of a notebook that a recording is of: all that run, with the exercises’ solutions. */
export function recordedCells(cells: readonly NotebookCell[]): Omit<RecordedCell, 'exchanges'>[] {
  return cellsToRun(cells, true).map(({ index, source }) => ({
    cell: cells[index]!.id ?? '',
    begins: beginningOf(source),
    code: digest(source),
  }));
}

/**
 * Where a recording no longer fits its notebook, a sentence each; none where it does.
 * @example misfits(recordingOf(chapter('veth')), await readNotebook(chapter('veth').notebook))
 */
export function misfits(recording: Recording, notebook: readonly NotebookCell[]): string[] {
  const now = recordedCells(notebook);
  const before = recording.cells;
  const changed = now.flatMap(({ cell, begins, code }) => {
    const then = before.find((one) => one.cell === cell);
    if (then === undefined) return [`The cell \`${begins}\` (${cell}) is not in it.`];
    return then.code === code ? [] : [`The cell \`${begins}\` (${cell}) has changed since.`];
  });
  const gone = before
    .filter(({ cell }) => !now.some((one) => one.cell === cell))
    .map(({ cell, begins }) => `The cell \`${begins}\` (${cell}) is no longer in the notebook.`);
  const all = [...changed, ...gone];
  const order = (list: readonly { readonly cell: string }[]): string => list.map(({ cell }) => cell).join();
  return all.length === 0 && order(now) !== order(before) ? ['Its cells stand in another order now.'] : all;
}
