import { cellsToRun } from '../exercise.js';
import { notebookCells, type NotebookJson } from '../notebook.js';
import { Sequence } from '../sequence.js';
import type { Talk } from './talk.js';
import { takenCells } from './taken.js';

/** A cell that is run for a talk. */
export interface ProgramCell {
  /** The place of its part in the talk. */
  readonly part: number;
  /** The chapter, as the talk names it. */
  readonly chapter: string;
  /** Its id there. */
  readonly cell: string;
  readonly source: string;
  /** It is on a slide. Others are run because one on a slide stands on them. */
  readonly shown: boolean;
}

/**
 * The cells that a talk runs on live machines, in its order: those on its slides, each after what it stands on. Pure.
 * @param chapters the notebooks of the chapters that it takes from, each by the name that the talk gives it
 * @example programOf(talk, chapters).filter(({ shown }) => shown).length
 */
export function programOf(talk: Talk, chapters: ReadonlyMap<string, NotebookJson>): readonly ProgramCell[] {
  const sequence = new Sequence();
  const read = new Map(
    [...chapters].map(([name, notebook]) => {
      const cells = notebookCells(notebook);
      return [name, { cells, running: cellsToRun(cells, true) }];
    }),
  );
  return talk.parts.flatMap(({ slides }, part) =>
    slides.flatMap(({ taken }) => {
      if (taken === undefined) return [];
      const { value: chapter } = taken.chapter;
      const { cells, running } = read.get(chapter) ?? { cells: [], running: [] };
      const line = (index: number, source: string, shown: boolean): ProgramCell => ({
        ...{ part, chapter, source, shown, cell: cells[index]?.id ?? '' },
      });
      return takenCells(talk, taken, chapters).flatMap(({ index }) => {
        const before = sequence.enter(chapter, running, index);
        const wanted = running.find((one) => one.index === index);
        if (before === undefined || wanted === undefined) return [];
        return [...before.map((one) => line(one.index, one.source, false)), line(index, wanted.source, true)];
      });
    }),
  );
}
