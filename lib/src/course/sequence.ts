import type { CellToRun } from './exercise.js';

/**
 * What has been run on the machines, where only some cells of chapters are: a cell stands on those of its section before it, from
 * the one with `lab.open` on, and on its chapter's first cell, which imports.
 * @example new Sequence().enter('veth', cellsToRun(cells, true), 46) // what to run before it
 */
export class Sequence {
  #chapter: string | undefined;
  #section: number | undefined;
  readonly #ran = new Set<number>();

  /**
   * A cell's turn: it counts as run from now on, and so does what it stands on. Another section begins anew, at its `lab.open`.
   * @param cells all of its chapter's that run
   * @returns the cells to run before it, none where it was run already; undefined for one that its chapter does not run
   */
  enter(chapter: string, cells: readonly CellToRun[], index: number): readonly CellToRun[] | undefined {
    const wanted = cells.find((cell) => cell.index === index);
    if (wanted === undefined) return undefined;
    const section = cells.findLast((cell) => cell.index <= index && cell.source.includes('lab.open('))?.index ?? 0;
    const another = chapter !== this.#chapter;
    if (another || section !== this.#section) this.#ran.clear();
    [this.#chapter, this.#section] = [chapter, section];
    const own = cells.filter((cell) => cell.index >= section && cell.index < index && !this.#ran.has(cell.index));
    const imports = another ? cells.slice(0, 1).filter((cell) => cell !== wanted && !own.includes(cell)) : [];
    const before = this.#ran.has(index) ? [] : [...imports, ...own];
    for (const cell of [...before, wanted]) this.#ran.add(cell.index);
    return before;
  }

  /** Nobody knows how the machines stand now: the next cell begins its section anew. */
  lose(): void {
    this.#chapter = this.#section = undefined;
    this.#ran.clear();
  }
}
