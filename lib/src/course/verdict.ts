import { z } from 'zod';
import { currentCell } from '../kernel/cell.js';
import { display } from '../kernel/display.js';
import type { View } from '../view/view.js';

/** What a check or a prediction came to, as the notebook keeps it for the programs that read it. */
export interface CourseVerdict {
  readonly kind: 'check' | 'prediction';
  readonly claim: string;
  readonly holds: boolean;
  readonly hint?: string;
}

export const verdictMime = 'application/vnd.netdive.verdict+json';

const verdictSchema = z.object({
  kind: z.enum(['check', 'prediction']),
  claim: z.string().max(2000),
  holds: z.boolean(),
  hint: z.string().max(4000).optional(),
});

/** Reads a verdict from a notebook's output; undefined where it is none. */
export function readVerdict(data: unknown): CourseVerdict | undefined {
  return verdictSchema.safeParse(data).data;
}

const given = new WeakMap<object, Map<string, CourseVerdict>>();
const outside = {};

/**
 * Shows a verdict. The same claim again in the same cell is the same verdict: it holds when it held every time.
 * @param view draws it
 */
export function giveVerdict(verdict: CourseVerdict, view: (verdict: CourseVerdict) => View): void {
  const cell = currentCell() ?? outside;
  const before = given.get(cell) ?? new Map<string, CourseVerdict>();
  given.set(cell, before);
  const key = `${verdict.kind} ${verdict.claim}`;
  const earlier = before.get(key);
  if (earlier !== undefined && cell !== outside && (verdict.holds || !earlier.holds)) return;
  before.set(key, verdict);
  const id = `verdict ${currentCell()?.id ?? 0} ${[...before.keys()].indexOf(key)}`;
  display(view(verdict), { data: { [verdictMime]: verdict }, id, update: earlier !== undefined && cell !== outside });
}
