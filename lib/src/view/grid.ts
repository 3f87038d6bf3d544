import type { Column, Display, Tone } from './columns.js';
import { oneLine } from './escape.js';
import { kindOf, kinds } from './kind.js';
import { changeColumns } from './kinds/change.js';

/** Which rows and columns of a table to show. */
export interface GridOptions {
  /** Which columns, in this order: a key of the rows, or a column of your own. */
  readonly columns?: readonly (string | Column)[];
  /** A line above the table. */
  readonly title?: string;
  /** How many rows to show: 200 unless told; the rest is counted. */
  readonly limit?: number;
}

/** What stands in one cell. */
export interface Cell {
  readonly text: string;
  readonly numeric: boolean;
  readonly tone?: Tone | undefined;
}

/** A table before it is drawn: words only. */
export interface Grid {
  readonly title: string | undefined;
  readonly heads: readonly string[];
  readonly cells: readonly (readonly Cell[])[];
  readonly more: number;
}

/**
 * Rows and columns as words.
 * @example gridOf(links, { columns: ['ifname'] }).cells
 */
export function gridOf(rows: readonly object[], options: GridOptions = {}): Grid {
  const { title, limit = 200 } = options;
  const display = displayOf(rows, options.columns);
  const all = display.lines ? rows.flatMap(display.lines as (row: object) => readonly object[]) : rows;
  const shown = all.slice(0, limit);
  const cells = shown.map((row) => display.columns.map((column) => cellOf(row, column, rows)));
  // A column that says nothing takes room from those that do. A column that was asked for stays.
  const kept = display.columns.map(
    (_, i) => options.columns !== undefined || cells.some((line) => line[i]?.text !== ''),
  );
  return {
    title: title === undefined ? undefined : oneLine(title),
    heads: display.columns.filter((_, i) => kept[i]).map((column) => oneLine(column.title)),
    cells: cells.map((line) => line.filter((_, i) => kept[i])),
    more: all.length - shown.length,
  };
}

function displayOf(rows: readonly object[], wanted: readonly (string | Column)[] | undefined): Display {
  const kind = kindOf(rows);
  const known = kind === undefined ? undefined : marked(rows, kinds[kind]);
  if (wanted === undefined) return known ?? { columns: simpleKeys(rows).map((key) => ({ title: key, value: key })) };
  const named = (name: string): Column =>
    known?.columns.find((column) => column.title === name) ?? { title: name, value: name };
  return { ...known, columns: wanted.map((column) => (typeof column === 'string' ? named(column) : column)) };
}

// Rows that a watch found say where, and what became of them.
function marked(rows: readonly object[], display: Display): Display {
  const watched = rows.length > 0 && rows.every((row) => 'host' in row && 'netns' in row);
  const before = changeColumns.filter(({ title }) => !display.columns.some((column) => column.title === title));
  return watched ? { ...display, columns: [...before, ...display.columns] } : display;
}

// First what is words in itself, then what is inside of an object; what is deeper is not asked for by anybody.
function simpleKeys(rows: readonly object[]): string[] {
  const words = rows.flatMap((row) => Object.entries(row).filter(([, value]) => isWords(value)));
  const inside = rows.flatMap((row) =>
    Object.entries(row)
      .filter(([, value]) => !isWords(value) && !Array.isArray(value))
      .flatMap(([key, value]) =>
        Object.entries(value as object).flatMap(([inner, more]) => (isWords(more) ? [[`${key}.${inner}`]] : [])),
      ),
  );
  return [...new Set([...words, ...inside].map(([key]) => key as string))].slice(0, 8);
}

function isWords(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => typeof one !== 'object' || one === null);
  return typeof value !== 'object' || value === null || value instanceof Date;
}

function cellOf(row: object, column: Column, rows: readonly object[]): Cell {
  const { value, tone, digits } = column as {
    value: string | ((row: object, rows: readonly object[]) => unknown);
    digits?: number;
    tone?: (row: object) => Cell['tone'];
  };
  const found = typeof value === 'function' ? value(row, rows) : within(row, value);
  const words = typeof found === 'number' && digits !== undefined ? found.toFixed(digits) : wordsOf(found);
  return { text: oneLine(words), numeric: typeof found === 'number', tone: tone?.(row) };
}

/**
 * What a row has at a key or, where there is no such key, along a path with dots.
 * @example within({ rx: { bytes: 7 } }, 'rx.bytes') // 7
 */
export function within(row: object, path: string): unknown {
  if (Object.hasOwn(row, path)) return (row as Record<string, unknown>)[path];
  return path.split('.').reduce<unknown>((at, key) => {
    return typeof at === 'object' && at !== null && Object.hasOwn(at, key)
      ? (at as Record<string, unknown>)[key]
      : undefined;
  }, row);
}

function wordsOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(wordsOf).join(' ');
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object'
    ? Object.entries(value)
        .map(([key, one]) => `${key} ${wordsOf(one)}`.trim())
        .join(', ')
    : String(value);
}
