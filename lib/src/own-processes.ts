import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';

/** A process of this user's. */
export interface OwnProcess {
  readonly pid: number;
  /** Clock ticks since the machine's boot; with the number it names this process and no later one. */
  readonly started: string;
  readonly parent: number;
  readonly argv: readonly string[];
}

/** The processes of this user that have not ended (proc_pid_stat(5), proc_pid_cmdline(5)). */
export function ownProcesses(): OwnProcess[] {
  const uid = process.getuid?.();
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        if (statSync(`/proc/${entry}`).uid !== uid) return [];
        // The name in field 2 may hold spaces and parentheses; what follows its last parenthesis starts at field 3.
        const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        if (stat[0] === 'Z') return [];
        const argv = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0').slice(0, -1);
        return [{ pid: Number(entry), started: stat[19]!, parent: Number(stat[1]), argv }];
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
