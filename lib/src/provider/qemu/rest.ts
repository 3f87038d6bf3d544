import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessId } from './process.js';

/** How long a machine is looked at, and what share of a processor one takes at most that has nothing to do. */
const LOOK_MS = 200;
const IDLE = 0.1;

/**
 * Waits until machines have nothing to do, by what their processes compute. What a machine is busy with when it is saved, it
 * goes on with after each restore, in the way of whoever waits for it then.
 *
 * @param limitMs when it is given up: a machine may be busy for good
 * @param signal ends the waiting
 * @returns whether all came to rest
 * @throws what the signal was aborted with
 * @example await atRest(Object.values(nodes))
 */
export async function atRest(machines: readonly ProcessId[], limitMs = 2_000, signal?: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  for (let before = machines.map(threads); performance.now() < deadline;) {
    signal?.throwIfAborted();
    await delay(LOOK_MS);
    const now = machines.map(threads);
    if (now.every((one, i) => wantedMs(before[i]!, one) <= IDLE * LOOK_MS)) return true;
    before = now;
  }
  return false;
}

/** A thread's number, and how many ms it has computed or waited for a processor: one that others keep from computing is not idle. */
type Threads = ReadonlyMap<string, number>;

function wantedMs(before: Threads, now: Threads): number {
  return [...now].reduce((sum, [thread, ms]) => sum + ms - (before.get(thread) ?? 0), 0);
}

/** From /proc/PID/task/TID/schedstat, in nanoseconds (the kernel's sched-stats.rst). None where the process has ended. */
function threads({ pid }: ProcessId): Threads {
  const folder = `/proc/${pid}/task`;
  const found = new Map<string, number>();
  try {
    for (const thread of readdirSync(folder)) {
      const [computed, waited] = readFileSync(`${folder}/${thread}/schedstat`, 'utf8').split(' ');
      found.set(thread, (Number(computed) + Number(waited)) / 1e6);
    }
  } catch {
    // It has ended, or one of its threads just now.
  }
  return found;
}
