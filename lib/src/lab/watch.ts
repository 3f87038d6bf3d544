import { runAsCell } from '../kernel/cell.js';
import { showable } from '../kernel/display.js';
import type { Connection } from '../transport/connection.js';
import { differenceView, type Difference } from '../view/difference.js';
import { demandAction } from './action.js';
import { compare } from './compare.js';
import { machineState, type NamespaceState } from './state.js';

/** What an action gave, and what changed while it ran. */
export interface Watched<T = unknown> extends Difference {
  /** What the action gave. */
  readonly value: T;
}

/**
 * Looks at the machines, runs the action, looks again, and tells the difference.
 * @throws what the action throws; NetdiveError where it is none
 */
export async function watch<T>(
  machines: readonly Connection[],
  action: () => T | PromiseLike<T>,
  signal: AbortSignal,
): Promise<Watched<T>> {
  demandAction(action, 'lab.watch()', 'the first look', 'lab.watch(() => red.ping(...)');
  const look = async (): Promise<NamespaceState[]> =>
    (await Promise.all(machines.map((machine) => machineState(machine, signal)))).flat();
  const before = await look();
  const value = await runAsCell(action);
  const difference = compare(before, await look());
  return showable({ value, ...difference }, differenceView(difference));
}
