import { z } from 'zod';
import { currentCell, type Cell } from '../kernel/cell.js';
import { display } from '../kernel/display.js';
import type { View } from '../view/view.js';
import { keepProved } from './keep-progress.js';

/** What a check or a prediction came to, as the notebook keeps it for the programs that read it. */
export interface CourseVerdict {
  readonly kind: 'check' | 'prediction';
  readonly claim: string;
  readonly holds: boolean;
  readonly hint?: string;
  /** It does not hold, and nobody has tried yet: a prediction that was not made, an exercise that is not solved. */
  readonly open?: boolean;
}

export const verdictMime = 'application/vnd.netdive.verdict+json';

const verdictSchema = z.object({
  kind: z.enum(['check', 'prediction']),
  claim: z.string().max(2000),
  holds: z.boolean(),
  hint: z.string().max(4000).optional(),
  open: z.boolean().optional(),
});

/** Reads a verdict from a notebook's output; undefined where it is none. */
export function readVerdict(data: unknown): CourseVerdict | undefined {
  return verdictSchema.safeParse(data).data;
}

const given = new WeakMap<object, Map<string, CourseVerdict>>();
const outside = {};

/**
 * Shows a verdict. The same claim again in the same cell is the same verdict: it holds when it held every time. What
 * held when its cell has ended counts as proved.
 * @param view draws it
 */
export function giveVerdict(verdict: CourseVerdict, view: (verdict: CourseVerdict) => View): void {
  const cell = currentCell() ?? outside;
  const before = given.get(cell) ?? keptAtTheEnd(currentCell());
  given.set(cell, before);
  const key = `${verdict.kind} ${verdict.claim}`;
  const earlier = before.get(key);
  if (earlier !== undefined && cell !== outside && (verdict.holds || !earlier.holds)) return;
  before.set(key, verdict);
  const id = `verdict ${currentCell()?.id ?? 0} ${[...before.keys()].indexOf(key)}`;
  display(view(verdict), { data: { [verdictMime]: verdict }, id, update: earlier !== undefined && cell !== outside });
}

/** A cell's verdicts, of which the proved claims are written down when it has ended. */
function keptAtTheEnd(cell: Cell | undefined): Map<string, CourseVerdict> {
  const verdicts = new Map<string, CourseVerdict>();
  const proved = (): string[] =>
    [...verdicts.values()].flatMap(({ kind, claim, holds }) => (kind === 'check' && holds ? [claim] : []));
  void cell?.ended.then(() => keepProved({ claims: proved() }));
  return verdicts;
}
