import { setTimeout as delay } from 'node:timers/promises';

/** Resolves when something holds. The test's own time limit ends the wait. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(20);
}
