import { createHash } from 'node:crypto';
import { access, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { NetdiveError } from '../errors.js';
import { writeAtomically } from '../private-file.js';
import { blankPredictions } from './blank-predictions.js';
import { foldedSolution } from './exercise.js';
import { readNotebookJson } from './notebook.js';

interface RawCell {
  cell_type: string;
  source: string | string[];
  metadata: { tags?: string[]; jupyter?: object } & Record<string, unknown>;
  outputs?: unknown[];
  execution_count?: number | null;
  attachments?: unknown;
}

export interface WorkingCopy {
  /** The learner's own notebook. */
  readonly path: string;
  /** It was made just now, and not there before. */
  readonly fresh: boolean;
  /** The course has changed the chapter since this copy was made of it. */
  readonly outdated: boolean;
}

/** The folder, inside the notebooks' own, where a learner's copies are. */
export const copiesFolder = 'mine';

/** Where a copy says, in its own metadata, what it was made of. */
const madeOf = z.object({ metadata: z.object({ netdive: z.object({ madeOf: z.string() }) }) });

/**
 * A learner's own copy of a chapter, made where there is none yet: no outputs, predictions to be made, solutions folded.
 * One that is there is never touched, also when the course has a newer chapter.
 * @example const { path, outdated } = await workingCopy('notebooks', '01-wires');
 */
export async function workingCopy(notebooks: string, chapter: string): Promise<WorkingCopy> {
  const path = copyOf(notebooks, chapter);
  const copy = blank(await readNotebookJson(join(notebooks, `${chapter}.ipynb`)));
  if (await exists(path)) return { path, fresh: false, outdated: await isOutdated(path, copy) };
  await mkdir(join(notebooks, copiesFolder), { recursive: true });
  writeAtomically(path, `${JSON.stringify(copy, undefined, 1)}\n`);
  return { path, fresh: true, outdated: false };
}

/**
 * Starts a chapter anew. What the learner had is kept beside it.
 * @returns where the old copy went, if there was one
 * @example await restartChapter('notebooks', '01-wires');
 */
export async function restartChapter(
  notebooks: string,
  chapter: string,
): Promise<WorkingCopy & { readonly old?: string }> {
  const committed = join(notebooks, `${chapter}.ipynb`);
  if (!(await exists(committed))) throw new NetdiveError(`There is no chapter ${chapter}.`);
  await readNotebookJson(committed); // nothing is moved where no fresh copy can be made
  const path = copyOf(notebooks, chapter);
  const old = copyOf(notebooks, `${chapter}.until-${new Date().toISOString().replace(/[:.]/g, '-')}`);
  const had = await exists(path);
  if (had) await rename(path, old);
  return { ...(await workingCopy(notebooks, chapter)), ...(had ? { old } : {}) };
}

const copyOf = (notebooks: string, chapter: string): string => join(notebooks, copiesFolder, `${chapter}.ipynb`);

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Whether a copy was made of another chapter than it would be now. A copy that does not say is taken as it is. */
async function isOutdated(path: string, now: object): Promise<boolean> {
  const learners = await readNotebookJson(path).catch(() => undefined);
  const made = madeOf.safeParse(learners).data?.metadata.netdive.madeOf;
  return made !== undefined && made !== madeOf.parse(now).metadata.netdive.madeOf;
}

/** The notebook as a learner gets it. It remembers the chapter's text, so that a later text is seen; outputs don't count. */
function blank(notebook: Record<string, unknown>): Record<string, unknown> {
  const cells = (notebook['cells'] as RawCell[]).map(blankCell);
  const text = cells.map(({ cell_type, source, metadata }) => [
    cell_type,
    [source].flat().join(''),
    metadata['netdive'],
  ]);
  const metadata = notebook['metadata'] as { netdive?: object } | undefined;
  const id = createHash('sha256').update(JSON.stringify(text)).digest('hex').slice(0, 16);
  return { ...notebook, cells, metadata: { ...metadata, netdive: { ...metadata?.netdive, madeOf: id } } };
}

function blankCell(cell: RawCell): RawCell {
  if (cell.cell_type !== 'code') return cell;
  const source = [cell.source].flat().join('');
  if (cell.metadata.tags?.includes('solution')) {
    return {
      ...withoutRun(cell),
      cell_type: 'markdown',
      source: foldedSolution(source),
      metadata: { ...cell.metadata, jupyter: {} },
    };
  }
  return { ...cell, source: blankPredictions(source), outputs: [], execution_count: null };
}

/** A cell that is not code may not have what a run leaves. */
function withoutRun(cell: RawCell): RawCell {
  const left = Object.entries(cell).filter(([key]) => key !== 'outputs' && key !== 'execution_count');
  return Object.fromEntries(left) as unknown as RawCell;
}
