import vm from 'node:vm';
import { sourceSpot, type Spot } from './align.js';
import { type Cell, currentCell } from './cell.js';

/** What the compiler made of each cell that has run: a function of an early cell can fail in a late one. */
const compiled = new Map<number, { readonly cell: Cell; readonly output: string }>();

/** How a cell's code is called in a stack. */
const nameOf = ({ id }: Cell): string => `netdive-cell-${id}`;
const inStack = /netdive-cell-(\d+):(\d+):(\d+)/g;

/** What tslab puts before a cell's code, on its first line. */
const prefix = /^\((?:async )?function\(exports, require\) \{ /;

/** Lets stacks name the cell that code stands in: tslab runs every cell under one name, and forgets what it has run. */
export function nameCells(): void {
  const { runInThisContext } = vm;
  const named: typeof runInThisContext = (code, options): unknown => {
    const cell = currentCell();
    const before = prefix.exec(code)?.[0];
    if (cell === undefined || before === undefined || compiled.get(cell.id)?.cell === cell)
      return runInThisContext(code, options);
    // As long as before, so that columns stay: the words of the prefix are in no cell.
    compiled.set(cell.id, { cell, output: ' '.repeat(before.length) + code.slice(before.length) });
    return runInThisContext(code, { ...(typeof options === 'object' ? options : {}), filename: nameOf(cell) });
  };
  Object.assign(vm, { runInThisContext: named });
}

/** A place in a cell’s source. */
export interface Place extends Spot {
  readonly cell: Cell;
}

/**
 * The places in cells that a stack goes through, the innermost first.
 * @example placesIn(error.stack ?? '').find(({ cell }) => cell === currentCell())?.line
 */
export function placesIn(stack: string): Place[] {
  return [...stack.matchAll(inStack)].flatMap(([, id, line, column]) => {
    const { cell, output } = compiled.get(Number(id)) ?? {};
    if (cell === undefined || output === undefined) return [];
    const spot = sourceSpot(cell.code, output, { line: Number(line), column: Number(column) });
    return spot === undefined ? [] : [{ cell, ...spot }];
  });
}
