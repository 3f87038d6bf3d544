import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { procStat } from '../../../proc-stat.js';

/** A process as /proc shows it. */
interface Seen {
  readonly pid: number;
  readonly group: number;
}

/** All other processes whose command line names something, such as a folder; a builder's helpers are other users'. */
export async function processesNaming(text: string): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text)) continue;
      const stat = procStat(Number(pid));
      if (stat !== undefined) seen.push({ pid: Number(pid), group: stat.group });
    } catch {
      // it ended meanwhile
    }
  }
  return seen;
}

/**
 * Kills the process groups of all that name something, and returns when there is none. Of our own group, which a script shares
 * with all that it starts, only those that name it themselves.
 */
export async function endAllNaming(text: string): Promise<void> {
  const ours = procStat('self')!.group;
  for (;;) {
    const seen = await processesNaming(text);
    if (seen.length === 0) return;
    for (const target of new Set(seen.map(({ pid, group }) => (group === ours ? pid : -group)))) {
      try {
        process.kill(target, 'SIGKILL');
      } catch {
        // it ended meanwhile
      }
    }
    await delay(10); // a killed process takes a moment to go
  }
}

/** When this process started, in clock ticks since the computer did: with its number it names it for good. */
export const startedAt = (): string => procStat('self')!.started;
