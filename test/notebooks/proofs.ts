import { claimsIn } from '../../lib/src/course/claims.js';
import { cellsToRun, type CellToRun } from '../../lib/src/course/exercise.js';
import type { NotebookCell } from '../../lib/src/course/notebook.js';
import type { Break } from './breaks.js';

/** Cells to run one after the other, and where in them one break's own cells are. */
export interface BrokenRun {
  readonly cells: readonly string[];
  readonly ranges: ReadonlyMap<Break, readonly [from: number, to: number]>;
}

/** The claims of a notebook's checks, in their order. */
export function claims(cells: readonly NotebookCell[]): string[] {
  return cellsToRun(cells, true).flatMap(({ source }) => claimsIn(source));
}

/**
 * For each break: its section from the cell that opens it, the break, and on to the cell of its check.
 * All in one notebook, so that one kernel runs them.
 */
export function brokenRun(cells: readonly NotebookCell[], breaks: readonly Break[]): BrokenRun {
  const code = cellsToRun(cells, true);
  const run: string[] = [code.find(({ source }) => source.startsWith('import'))!.source];
  const ranges = new Map<Break, readonly [number, number]>();
  for (const one of breaks) {
    const from = run.length;
    run.push(...broken(code, one));
    ranges.set(one, [from, run.length]);
  }
  return { cells: run, ranges };
}

function broken(code: readonly CellToRun[], { claim, before = 'await', command }: Break): string[] {
  const check = code.findIndex(({ source }) => claimsIn(source).includes(claim));
  if (check < 0) throw new Error(`No cell checks: ${claim}`);
  const start = code.findLastIndex(({ source }, index) => index <= check && source.includes('lab.open('));
  const facts =
    before === undefined ? check : code.findLastIndex(({ source }, index) => index <= check && source.includes(before));
  if (facts < start) throw new Error(`No cell of the section has: ${before}`);
  const sources = code.slice(start, check + 1).map(({ source }) => source.replaceAll(/^import .*\n/gm, ''));
  const breaking = `await node1.$\`\n${command.replaceAll('`', '\\`').replaceAll('$', '\\$')}\``;
  return [...sources.slice(0, facts - start), breaking, ...sources.slice(facts - start)];
}
