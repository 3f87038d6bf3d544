import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NetdiveError } from '../errors.js';
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
}

/** The folder, inside the notebooks' own, where a learner's copies are. */
export const copiesFolder = 'mine';

/**
 * A learner's own copy of a chapter, made where there is none yet: no outputs, predictions to be made, solutions folded.
 * One that is there is never touched.
 * @example const { path } = await workingCopy('notebooks', '01-wires');
 */
export async function workingCopy(notebooks: string, chapter: string): Promise<WorkingCopy> {
  const path = join(notebooks, copiesFolder, `${chapter}.ipynb`);
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (there) return { path, fresh: false };
  const copy = blank(await readNotebookJson(join(notebooks, `${chapter}.ipynb`)));
  await mkdir(join(notebooks, copiesFolder), { recursive: true });
  await writeFile(path, `${JSON.stringify(copy, undefined, 1)}\n`, { flag: 'wx' });
  return { path, fresh: true };
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
  await access(join(notebooks, `${chapter}.ipynb`)).catch(() => {
    throw new NetdiveError(`There is no chapter ${chapter}.`);
  });
  const path = join(notebooks, copiesFolder, `${chapter}.ipynb`);
  const old = join(notebooks, copiesFolder, `${chapter}.until-${new Date().toISOString().replace(/[:.]/g, '-')}.ipynb`);
  const moved = await rename(path, old).then(
    () => true,
    () => false,
  );
  return { ...(await workingCopy(notebooks, chapter)), ...(moved ? { old } : {}) };
}

function blank(notebook: Record<string, unknown>): Record<string, unknown> {
  const cells = notebook['cells'] as RawCell[];
  return { ...notebook, cells: cells.map(blankCell) };
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

const aCall = /\bpredict\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`$]*`)\s*,\s*/g;

/**
 * A cell's code with the answers of its predictions taken out.
 * @example blankPredictions("predict('ttl', 64);") // "predict('ttl', /* your answer *\/ undefined);"
 */
export function blankPredictions(code: string): string {
  let blanked = '';
  let done = 0;
  for (const call of code.matchAll(aCall)) {
    const start = call.index + call[0].length;
    const end = closing(code, start);
    if (call.index < done || end === undefined) continue;
    blanked += `${code.slice(done, start)}/* your answer */ undefined`;
    done = end;
  }
  return blanked + code.slice(done);
}

/** The place of the bracket that closes a call, from somewhere inside it. */
function closing(code: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    const char = code.charAt(at);
    if (`'"\``.includes(char)) {
      while (++at < code.length && code.charAt(at) !== char) if (code.charAt(at) === '\\') at++;
    } else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && depth-- === 0) return at;
  }
  return undefined;
}
