import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { playOn, type Scene } from '../kernel/stage.js';
import { type Chapter, findChapter } from '../lab/chapters.js';
import { cellsToRun, type CellToRun } from './exercise.js';
import { cellsOf, type NotebookCell } from './notebook.js';
import { Sequence } from './sequence.js';
import { type Origin, originOf } from './talk/origin.js';

/** A chapter as the stage needs it. */
interface Played {
  readonly chapter: Chapter;
  readonly cells: readonly NotebookCell[];
  readonly running: readonly CellToRun[];
}

/**
 * Makes this kernel a talk's where it runs the notebook that `NETDIVE_TALK` names: `netdive start TALK` says it. A cell that comes
 * from a chapter runs after what it stands on there, and falls back to what was recorded of it. Does nothing elsewhere.
 */
export function takeStage(): void {
  const { NETDIVE_TALK: talk, JPY_SESSION_NAME: path } = process.env;
  if (!talk || !path || resolve(talk) !== resolve(path)) return;
  const chapters = new Map<string, Played | undefined>();
  const sequence = new Sequence();
  playOn((id, code) => {
    const from = originIn(talk, id);
    if (from === undefined) return undefined;
    if (!chapters.has(from.chapter)) chapters.set(from.chapter, readPlayed(from.chapter));
    const played = chapters.get(from.chapter);
    if (played === undefined) return undefined;
    const index = played.cells.findIndex((cell) => cell.id === from.cell);
    const before = sequence.enter(from.chapter, played.running, index);
    return before && sceneOf(played, index, code, before, () => sequence.lose());
  });
}

/** Where a cell of the talk's notebook comes from. Read at each run: a speaker may have changed it. */
function originIn(talk: string, id: string): Origin | undefined {
  try {
    return originOf(cellsOf(readFileSync(talk, 'utf8')).find((cell) => cell.id === id) ?? { metadata: {} });
  } catch {
    return undefined; // moved or damaged meanwhile: its cells run as ordinary ones
  }
}

function sceneOf(
  { chapter, cells }: Played,
  index: number,
  code: string,
  before: readonly CellToRun[],
  lose: () => void,
): Scene {
  const cell = cells[index]!;
  return {
    before: before.map(({ source }) => source),
    fell: async (said) => {
      lose();
      // A recording is of the chapter's code, and of no other.
      if (code.trim() !== cell.source.trim()) return undefined;
      const { recordedOutputs } = await import('./recorded-outputs.js'); // it reads YAML, which takes time to load
      return recordedOutputs(chapter, cell, said);
    },
  };
}

function readPlayed(name: string): Played | undefined {
  const chapter = findChapter(name);
  if (chapter === undefined) return undefined;
  const cells = cellsOf(readFileSync(chapter.notebook, 'utf8'));
  return { chapter, cells, running: cellsToRun(cells, true) };
}
