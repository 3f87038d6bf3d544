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
  /** The contents of /proc/PID/stat (proc_pid_stat(5)). */
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
  'echo $PPID; grep -s "" /proc/[0-9]*/stat || :',
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
    stats: [...ofFiles(lines).values()],
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

/** What grep found in each file: a process's name may hold a line's end, and what looks like another process. */
function ofFiles(lines: readonly string[]): ReadonlyMap<string, string> {
  const contents = new Map<string, string>();
  for (const line of lines) {
    const [, file, text] = /^([^:]+):(.*)$/.exec(line) ?? [];
    if (file === undefined || text === undefined) continue;
    const before = contents.get(file);
    contents.set(file, before === undefined ? text : `${before}\n${text}`);
  }
  return contents;
}

function parseStat(content: string): Process[] {
  const [, pid, name = '', rest = ''] = /^(\d+) \((.*)\) (.*)$/s.exec(content) ?? [];
  const fields = rest.split(' ');
  return pid === undefined ? [] : [{ pid: Number(pid), name, parent: Number(fields[1]), born: Number(fields[19]) }];
}
