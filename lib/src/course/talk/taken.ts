import { type NotebookJson, slideType, textOf } from '../notebook.js';
import { fault } from './fault.js';
import { NotThere, take } from './take.js';
import type { Placed, Talk, Taken } from './talk.js';

/** A cell that a slide takes: its place in its chapter, and whether only what it showed is shown. */
export interface TakenCell {
  readonly index: number;
  readonly folded: boolean;
}

/** The cells that a slide takes of a chapter, its speaker's notes with them. What a chapter skips is not among them. */
export function takenCells(
  talk: Talk,
  { chapter, take: wanted, without, folded }: Taken,
  chapters: ReadonlyMap<string, NotebookJson>,
): readonly TakenCell[] {
  const cells = chapters.get(chapter.value)?.cells;
  if (cells === undefined) throw fault(talk.file, chapter.line, `the chapter ${chapter.value} was not read.`);
  const isNotes = (index: number): boolean => cells[index] !== undefined && slideType(cells[index]) === 'notes';
  const findable = cells.map((cell) => ({ id: cell.id ?? '', type: cell.cell_type, source: textOf(cell.source) }));
  const find = ({ value, line }: Placed): readonly number[] => {
    try {
      return take(findable, value);
    } catch (error) {
      if (!(error instanceof NotThere)) throw error;
      throw fault(talk.file, line, `chapter ${chapter.value} ${error.message}`, error.cure);
    }
  };
  const found = new Set<number>();
  for (const one of wanted) {
    for (const index of find(one)) {
      if (found.has(index)) {
        if (isNotes(index)) continue;
        throw fault(talk.file, one.line, `${findable[index]!.id} is on this slide already.`);
      }
      found.add(index);
      // Notes go with the cell that they stand behind.
      for (let note = index + 1; isNotes(note); note++) found.add(note);
    }
  }
  for (const one of without) {
    for (const index of find(one)) {
      if (!found.delete(index)) throw fault(talk.file, one.line, `${findable[index]!.id} is not among what is taken.`);
    }
  }
  const hidden = new Set<number>();
  for (const one of folded) {
    for (const index of find(one)) {
      if (!found.has(index)) throw fault(talk.file, one.line, `${one.value} is not among what is taken.`);
      hidden.add(index);
    }
  }
  return [...found]
    .filter((index) => slideType(cells[index]!) !== 'skip')
    .map((index) => ({ index, folded: hidden.has(index) }));
}
