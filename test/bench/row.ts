/** One figure against its alternative, both measured in this run. */
export interface Row {
  readonly name: string;
  readonly ours: number;
  /** What the alternative took, and what it is. */
  readonly other: number;
  readonly against: string;
  readonly unit: 'ms' | 's' | 'MB';
  /** ours / other */
  readonly ratio: number;
  /** What is to be reached, such as `ratio <= 0.1` or `ours <= 4`. */
  readonly goal: string;
  readonly met: boolean;
}

interface Goal {
  readonly of: 'ratio' | 'ours';
  readonly atMost: number;
}

export function row(name: string, unit: Row['unit'], ours: number, other: number, against: string, goal: Goal): Row {
  const ratio = ours / other;
  const met = (goal.of === 'ratio' ? ratio : ours) <= goal.atMost;
  return { name, ours, other, against, unit, ratio, goal: `${goal.of} <= ${goal.atMost}`, met };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How long work takes, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Medians of two ways to do the same, in ms, measured in turn, so that what disturbs one disturbs the other. */
export async function inTurn(
  times: number,
  ours: () => Promise<number>,
  other: () => Promise<number>,
): Promise<[number, number]> {
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < times; i++) {
    mine.push(await ours());
    theirs.push(await other());
  }
  return [median(mine), median(theirs)];
}
