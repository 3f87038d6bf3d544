import { createHash } from 'node:crypto';
import { access, copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { NetdiveError } from '../errors.js';
import { checkout } from '../paths.js';
import { writeAtomically } from '../private-file.js';
import { blankPredictions } from './blank-predictions.js';
import { foldedSolution } from './exercise.js';
import type { Deck } from './deck.js';
import { type NotebookJson, readNotebookJson } from './notebook.js';
import { presentable } from './talk/presentable.js';

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

/** A fresh copy, and where the old one went, if there was one. */
export interface Restarted extends WorkingCopy {
  readonly old?: string;
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
  return copyHere(notebooks, chapter, blank(await readNotebookJson(join(notebooks, `${chapter}.ipynb`))));
}

/**
 * A speaker's own notebook of a talk, made where there is none yet, with what its chapters showed when they were run. One that is
 * there is never touched. What it looks like as slides stands beside it.
 * @example const { path } = await talkCopy('notebooks', await deck('pod-sandbox'));
 */
export async function talkCopy(notebooks: string, { name, notebook }: Deck): Promise<WorkingCopy> {
  const copy = await copyHere(notebooks, name, remembering(presentable(notebook)));
  await copyFile(join(checkout, 'slides', 'live.css'), copy.path.replace(/ipynb$/, 'css'));
  return copy;
}

/**
 * Starts a chapter or a talk anew. What one had is kept beside it.
 * @param make makes its copy
 * @example await restartCopy('notebooks', '01-wires', () => workingCopy('notebooks', '01-wires'));
 */
export async function restartCopy(
  notebooks: string,
  name: string,
  make: () => Promise<WorkingCopy>,
): Promise<Restarted> {
  const path = copyOf(notebooks, name);
  const old = copyOf(notebooks, `${name}.until-${new Date().toISOString().replace(/[:.]/g, '-')}`);
  const had = await exists(path);
  if (had) await rename(path, old);
  return { ...(await make()), ...(had ? { old } : {}) };
}

/**
 * Starts a chapter anew. What the learner had is kept beside it.
 * @example await restartChapter('notebooks', '01-wires');
 */
export async function restartChapter(notebooks: string, chapter: string): Promise<Restarted> {
  const committed = join(notebooks, `${chapter}.ipynb`);
  if (!(await exists(committed))) throw new NetdiveError(`There is no chapter ${chapter}.`);
  await readNotebookJson(committed); // nothing is moved where no fresh copy can be made
  return restartCopy(notebooks, chapter, () => workingCopy(notebooks, chapter));
}

async function copyHere(notebooks: string, name: string, copy: object): Promise<WorkingCopy> {
  const path = copyOf(notebooks, name);
  if (await exists(path)) return { path, fresh: false, outdated: await isOutdated(path, copy) };
  await mkdir(join(notebooks, copiesFolder), { recursive: true });
  writeAtomically(path, `${JSON.stringify(copy, undefined, 1)}\n`);
  return { path, fresh: true, outdated: false };
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

/** The notebook as a learner gets it. */
const blank = (notebook: NotebookJson): object =>
  remembering({ ...notebook, cells: (notebook.cells as unknown as RawCell[]).map(blankCell) });

/** The notebook, which remembers the text that it was made of, so that a later text is seen; outputs don't count. */
function remembering(notebook: Record<string, unknown>): object {
  const text = (notebook['cells'] as RawCell[]).map(({ cell_type, source, metadata }) => [
    cell_type,
    [source].flat().join(''),
    metadata['netdive'],
  ]);
  const metadata = notebook['metadata'] as { netdive?: object } | undefined;
  const id = createHash('sha256').update(JSON.stringify(text)).digest('hex').slice(0, 16);
  return { ...notebook, metadata: { ...metadata, netdive: { ...metadata?.netdive, madeOf: id } } };
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
