import { inspect, type InspectOptions } from 'node:util';
import { kindKey, type RowKind } from './kind.js';
import { table } from './table.js';

// The methods whose result are rows of the same kind. `map` is not one of them.
const keeping = ['filter', 'slice', 'concat', 'toSorted', 'toReversed'] as const;

/**
 * Rows that know their kind: a copy of the array that shows as a table when it is a cell's last value. It stays a plain
 * array, equal to one without the tag; what is filtered, sliced or sorted from it knows its kind too.
 * @example tagged('link', JSON.parse(stdout)).filter((link) => link.master)
 */
export function tagged<Row extends object>(kind: RowKind, rows: readonly Row[]): Row[] {
  const copy = [...rows];
  const hidden = (key: PropertyKey, value: unknown): unknown =>
    Object.defineProperty(copy, key, { value, enumerable: false, configurable: true, writable: true });
  hidden(kindKey, kind);
  hidden(inspect.custom, (depth: number, options: InspectOptions) =>
    // Inside something else it prints as the array it is: a table in the middle of an object is unreadable.
    depth === options.depth && isRows(copy) ? table(copy).text : inspect([...copy], { ...options, depth }),
  );
  for (const name of keeping) {
    const method = Array.prototype[name] as (...args: unknown[]) => Row[];
    hidden(name, (...args: unknown[]) => tagged(kind, method.apply(copy, args)));
  }
  return copy;
}

/**
 * Whether a value is an array of objects, such as a table shows.
 * @example isRows([{ ifname: 'eth0' }]) // true
 */
export function isRows(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row));
}
