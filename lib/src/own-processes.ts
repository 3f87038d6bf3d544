import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { procStat } from './proc-stat.js';

/** A process of this user's. */
export interface OwnProcess {
  readonly pid: number;
  /** As `ProcStat` has it. */
  readonly started: string;
  readonly parent: number;
  readonly argv: readonly string[];
}

/** The processes of this user that have not ended (proc_pid_cmdline(5)). */
export function ownProcesses(): OwnProcess[] {
  const uid = process.getuid?.();
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        if (statSync(`/proc/${entry}`).uid !== uid) return [];
        const stat = procStat(Number(entry));
        if (stat === undefined) return [];
        const argv = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0').slice(0, -1);
        return [{ pid: Number(entry), started: stat.started, parent: stat.parent, argv }];
      } catch {
        return []; // it has just ended
      }
    });
}

/**
 * Whether a process sees the files, locks and process numbers that we see. One in a container does not: its lab is not
 * ours to judge, even where the user is the same (namespaces(7)).
 */
export function sharesOurView({ pid }: OwnProcess): boolean {
  try {
    return ['mnt', 'net', 'pid'].every(
      (kind) => readlinkSync(`/proc/${pid}/ns/${kind}`) === readlinkSync(`/proc/self/ns/${kind}`),
    );
  } catch {
    return false;
  }
}
