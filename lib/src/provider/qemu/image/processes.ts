import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** A process as /proc shows it. */
interface Seen {
  readonly pid: number;
  readonly group: number;
}

/** All other processes whose command line names something, such as a folder. */
export async function processesNaming(text: string): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text)) continue;
      const [state, , group] = fields(pid);
      if (state !== 'Z') seen.push({ pid: Number(pid), group: Number(group) });
    } catch {
      // it ended meanwhile
    }
  }
  return seen;
}

/** Kills the process groups of all that name something, and returns when there is none. Our own group is spared. */
export async function endAllNaming(text: string): Promise<void> {
  const ours = Number(fields('self')[2]);
  for (;;) {
    const groups = new Set((await processesNaming(text)).map(({ group }) => group));
    groups.delete(ours);
    if (groups.size === 0) return;
    for (const group of groups) {
      try {
        process.kill(-group, 'SIGKILL');
      } catch {
        // it ended meanwhile
      }
    }
    await delay(10); // a killed process takes a moment to go
  }
}

/** When this process started, in clock ticks since the computer did: with its number it names it for good. */
export const startedAt = (): string => fields('self')[19]!;

/** The fields of /proc/PID/stat from the third on, `state` (proc_pid_stat(5)). */
const fields = (pid: string): string[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
