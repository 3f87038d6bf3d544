import { didYouMean } from '../../nearest.js';
import { headings, withoutNumber } from './headings.js';

/** What is asked of a cell to be found. */
export interface Findable {
  readonly id: string;
  readonly type: string;
  readonly source: string;
}

/** What could not be found, and what there is. */
export class NotThere extends Error {
  constructor(
    message: string,
    readonly cure?: string,
  ) {
    super(message);
  }
}

/**
 * The places of the cells that a word names: a cell's id, `FIRST..LAST` of two, or a heading with all that is below it, down to
 * the next one of its level or a higher one. A heading is named with or without its number. Throws NotThere.
 * @example take(cells, 'Pull one end out') // [46, 47, ..., 64]
 */
export function take(cells: readonly Findable[], wanted: string): readonly number[] {
  const ids = cells.map(({ id }) => id);
  if (ids.includes(wanted)) return [ids.indexOf(wanted)];
  const [, first, last] = /^([\w-]+)\.\.([\w-]+)$/.exec(wanted) ?? [];
  if (first !== undefined && last !== undefined) return between(ids, first, last);
  const marks = cells.flatMap(({ type, source }, index) =>
    type === 'markdown' ? headings(source).map((heading) => ({ ...heading, index })) : [],
  );
  const found = marks.filter(({ text }) => text === wanted || withoutNumber(text) === wanted);
  if (found.length > 1) {
    throw new NotThere(
      `has the heading ${JSON.stringify(wanted)} ${found.length} times.`,
      `Take the one you mean by its cell: ${found.map(({ index }) => ids[index]).join(', ')}.`,
    );
  }
  const [mark] = found;
  if (mark === undefined) {
    const known = [...marks.map(({ text }) => withoutNumber(text)), ...ids];
    throw new NotThere(
      `has no heading and no cell ${JSON.stringify(wanted)}.`,
      didYouMean(wanted, known) ?? `Its headings: ${marks.map(({ text }) => JSON.stringify(text)).join(', ')}.`,
    );
  }
  const next = marks.find(({ index, level }) => index > mark.index && level <= mark.level)?.index ?? cells.length;
  return range(mark.index, next);
}

function between(ids: readonly string[], first: string, last: string): readonly number[] {
  const [from, to] = [first, last].map((id) => {
    const index = ids.indexOf(id);
    if (index < 0) throw new NotThere(`has no cell ${JSON.stringify(id)}.`, didYouMean(id, ids));
    return index;
  }) as [number, number];
  if (to < from) throw new NotThere(`has ${first} after ${last}, not before it.`);
  return range(from, to + 1);
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);
