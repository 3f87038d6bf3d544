import { linesOf } from './part.js';
import { MARK } from '../../transport/shell-loop.js';

/** A process that was started since the baseline. */
export interface Started {
  readonly pid: number;
  readonly name: string;
}

/** What runs since the baseline: what the course started, and what somebody left running whom nobody knows. */
export interface Processes {
  readonly ours: readonly Started[];
  readonly unsure: readonly Started[];
}

interface Process extends Started {
  readonly parent: number;
  /** In hundredths of a second after the boot. */
  readonly born: number;
}

/** What a machine says of its processes. */
export interface Told {
  /** The shell that asks. */
  readonly self: number;
  /** The lines of /proc/PID/stat (proc_pid_stat(5)). */
  readonly stats: readonly string[];
  /** Those that a cell started, or who descend from one. */
  readonly marked: readonly number[];
  /** Those that came by SSH. */
  readonly bySsh: readonly number[];
  /** The named namespace that each is in; none is in the machine's own. */
  readonly namespaces: ReadonlyMap<number, string>;
}

/** Prints what `readTold` reads: a process may end meanwhile, and then a program fails that has told all of the others. */
export const PROCESSES: readonly string[] = [
  'echo $PPID; cat /proc/[0-9]*/stat 2> /dev/null || :',
  `grep -zsHo -E '^(${MARK}$|SSH_CONNECTION=)' /proc/[0-9]*/environ || :`,
  "stat -L -c '%i %n' /run/netns/* /proc/[0-9]*/ns/net 2> /dev/null || :",
];

/** Reads what PROCESSES printed. */
export function readTold([stats = '', environs = '', spaces = '']: readonly string[]): Told {
  const [self = '', ...lines] = linesOf(stats);
  const carrying = (what: string): number[] =>
    environs.split('\0').flatMap((line) => (line.includes(`/environ:${what}`) ? [Number(line.split('/')[2])] : []));
  const inodes = linesOf(spaces).map(
    (line) => /^(\d+) (?:\/run\/netns\/(.*)|\/proc\/(\d+)\/ns\/net)$/.exec(line) ?? [],
  );
  const named = new Map(inodes.flatMap(([, inode, name]) => (inode && name ? [[inode, name] as const] : [])));
  return {
    self: Number(self),
    stats: lines,
    marked: carrying(MARK),
    bySsh: carrying('SSH_CONNECTION='),
    namespaces: new Map(
      inodes.flatMap(([, inode = '', , pid]) =>
        pid && named.has(inode) ? [[Number(pid), named.get(inode)!] as const] : [],
      ),
    ),
  };
}

/**
 * Tells apart whose processes they are. Never ours to end: what was there before, and the connection that asks.
 * @param since the baseline's moment, in seconds after the machine's boot
 * @param made the namespaces that are new since
 */
export function whoseProcesses(told: Told, since: number, made: readonly string[]): Processes {
  const { self, stats, marked, bySsh, namespaces } = told;
  const all = new Map(stats.flatMap(parseStat).map((process) => [process.pid, process]));
  const line = (pid: number): Process[] => {
    const found: Process[] = [];
    for (let at = all.get(pid); at !== undefined && !found.includes(at); at = all.get(at.parent)) found.push(at);
    return found;
  };
  const isServer = ({ name }: Process): boolean => /^(sshd|dropbear)/.test(name);
  // The server's process for our connection has all its shells below it.
  const connection = line(self).find(isServer)?.pid ?? self;
  const since100 = since * 100;
  const news = [...all.values()].filter(
    ({ pid, born }) => born > since100 && !line(pid).some((ancestor) => ancestor.pid === connection),
  );
  const isOurs = ({ pid }: Process): boolean => marked.includes(pid) || made.includes(namespaces.get(pid) ?? '');
  return {
    ours: news.filter(isOurs).map(short),
    unsure: news.filter((one) => !isOurs(one) && bySsh.includes(one.pid) && !line(one.pid).some(isServer)).map(short),
  };
}

const short = ({ pid, name }: Process): Started => ({ pid, name });

function parseStat(line: string): Process[] {
  const [, pid, name = '', rest = ''] = /^(\d+) \((.*)\) (.*)$/.exec(line) ?? [];
  const fields = rest.split(' ');
  // A name may hold anything, also what looks like another line; it is too short to hold this many fields.
  if (pid === undefined || fields.length < 40) return [];
  return [{ pid: Number(pid), name, parent: Number(fields[1]), born: Number(fields[19]) }];
}
