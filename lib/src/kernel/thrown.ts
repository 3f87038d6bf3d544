import { inspect } from 'node:util';
import { NetdiveError } from '../errors.js';
import { type Cell, currentCell } from './cell.js';
import { type Place, placesIn } from './compiled.js';
import { readable } from './errors.js';

/** A stack that goes through more cells than this says no more. */
const MOST_PLACES = 3;

/** Where the cell stood that got an error from a call of ours: the stack of an awaited call does not lead back to it. */
const calledFrom = new WeakMap<Error, string>();

/**
 * Remembers from where the call was made that failed.
 * @param stack taken where the cell made the call
 */
export function rememberCall(error: unknown, stack: string): void {
  if (error instanceof Error && !calledFrom.has(error)) calledFrom.set(error, stack);
}

/** Prints an error that a cell threw as its message, the cell's own line, and the way on: tslab prints it by `console.error`. */
export function pointPrinted(): void {
  const print = console.error;
  console.error = (...things: unknown[]): void => {
    const error = things.at(-1);
    const cell = currentCell();
    if (cell === undefined || !(error instanceof Error)) return print(...things);
    print('%s', [...things.slice(0, -1).map(String), described(error, cell)].join(' '));
  };
}

function described(error: Error, cell: Cell): string {
  const own = placesIn(error.stack ?? '');
  const reached = own.some((place) => place.cell === cell);
  const places = reached ? own : [...own, ...placesIn(calledFrom.get(error) ?? '')];
  const lines = distinct(places)
    .slice(0, MOST_PLACES)
    .map((place) => pointer(place, cell));
  const { cure } = error instanceof NetdiveError ? error : {};
  const printed = readable(inspect(error)).trimEnd();
  // JSON.parse puts what it was given before its error.
  const text = printed.slice(Math.max(printed.indexOf(`${error.name}: `), 0));
  const head = cure !== undefined && text.endsWith(cure) ? text.slice(0, -cure.length).trimEnd() : text;
  return [head, ...lines, ...(head === text ? [] : [cure])].join('\n');
}

/** Each line once. */
function distinct(places: readonly Place[]): Place[] {
  const first = ({ cell, line }: Place): number => places.findIndex((one) => one.cell === cell && one.line === line);
  return places.filter((place, index) => first(place) === index);
}

/**
 * The line that a place is on, and an arrow below.
 * @example pointer({ cell, line: 2, column: 7 }, cell) // 'line 2:  red.pong();\n             ^'
 */
function pointer({ cell, line, column }: Place, current: Cell): string {
  const source = cell.code.split('\n')[line - 1] ?? '';
  const indent = source.length - source.trimStart().length;
  const label = `${cell === current ? 'line' : 'in a cell run before, line'} ${line}:  `;
  return `${label}${source.trim()}\n${' '.repeat(label.length + Math.max(column - 1 - indent, 0))}^`;
}
