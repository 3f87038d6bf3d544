import { claimsIn } from '../../lib/src/course/claims.js';
import { cellsToRun } from '../../lib/src/course/exercise.js';
import type { NotebookCell } from '../../lib/src/course/notebook.js';
import type { Break } from './breaks.js';

/** Cells to run one after the other. */
export interface BrokenRun {
  readonly cells: readonly string[];
  readonly broken: readonly BrokenCells[];
}

/** Where among a run's cells one break is: its own cells, and all of its section's, which it stands on. */
export interface BrokenCells {
  readonly one: Break;
  readonly own: Range;
  readonly section: Range;
}

/** Cells from a number up to, not with, another one. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export const within = ({ from, to }: Range, index: number): boolean => index >= from && index < to;

/** The name under which the machines are kept before they are broken. */
export const UNBROKEN = 'unbroken';

/** The claims of a notebook's checks, in their order. */
export function claims(cells: readonly NotebookCell[]): string[] {
  return cellsToRun(cells, true).flatMap(({ source }) => claimsIn(source));
}

/** A break's place among the cells that are run. */
interface Place {
  readonly one: Break;
  /** The cell that opens its section. */
  readonly start: number;
  /** The cell that it is to come before. */
  readonly facts: number;
  readonly check: number;
}

/**
 * The sections that have one of the breaks, each run once. Before a cell that a break comes before the machines are kept;
 * then comes the break, and the cells on to its check's; then the machines are put back, and the next one comes. All in
 * one notebook, so that one kernel runs them.
 */
export function brokenRun(cells: readonly NotebookCell[], breaks: readonly Break[]): BrokenRun {
  const code = cellsToRun(cells, true).map(({ source }) => source);
  const sources = code.map((source) => source.replaceAll(/^import .*\n/gm, ''));
  const run: string[] = [code.find((source) => source.startsWith('import'))!];
  const broken: { one: Break; own: Range; start: number }[] = [];
  const sections = new Map<number, { from: number; to: number }>();
  let [section, reached] = [-1, -1];
  let kept = -1;
  for (const { one, start, facts, check } of breaks.map((each) => placeOf(code, each)).sort(inOrder)) {
    if (start !== section) [section, reached, kept] = [start, start, -1];
    const around = sections.get(start) ?? { from: run.length, to: 0 };
    run.push(...sources.slice(reached, facts));
    reached = facts;
    if (kept !== facts) run.push(`await lab.checkpoint('${UNBROKEN}');`);
    kept = facts;
    const from = run.length;
    run.push(breaking(one), ...sources.slice(facts, check + 1));
    broken.push({ one, own: { from, to: run.length }, start });
    run.push(`await lab.restore('${UNBROKEN}');`);
    sections.set(start, { ...around, to: run.length });
  }
  return { cells: run, broken: broken.map(({ one, own, start }) => ({ one, own, section: sections.get(start)! })) };
}

const inOrder = (a: Place, b: Place): number => a.start - b.start || a.facts - b.facts;

function placeOf(code: readonly string[], one: Break): Place {
  const { claim, before = 'await' } = one;
  const check = code.findIndex((source) => claimsIn(source).includes(claim));
  if (check < 0) throw new Error(`No cell checks: ${claim}`);
  const start = code.findLastIndex((source, index) => index <= check && source.includes('lab.open('));
  const facts = code.findLastIndex((source, index) => index <= check && source.includes(before));
  if (facts < start) throw new Error(`No cell of the section has: ${before}`);
  // What opens the section makes the machines: they can be broken only after that.
  return { one, start, facts: Math.max(facts, start + 1), check };
}

const breaking = ({ command, on = 'node1' }: Break): string =>
  `await ${on}.$\`\n${command.replaceAll('`', '\\`').replaceAll('$', '\\$')}\``;
