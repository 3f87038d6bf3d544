import { readFileSync } from 'node:fs';

/** What /proc/PID/stat tells of a process (proc_pid_stat(5)). */
export interface ProcStat {
  readonly parent: number;
  readonly group: number;
  /** Clock ticks since the computer's boot; with the process's number it names this process and no later one. */
  readonly started: string;
}

/** A process's line in /proc; undefined where there is none, or it has ended and its parent has not asked how (`Z`). */
export function procStat(pid: number | 'self'): ProcStat | undefined {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name in field 2 may hold spaces and parentheses; what follows its last parenthesis starts at field 3.
  const fields = line.replace(/^.*\) /s, '').split(' ');
  const [state, parent, group] = fields;
  return state === 'Z' ? undefined : { parent: Number(parent), group: Number(group), started: fields[19]! };
}
