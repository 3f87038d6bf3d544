import { linesOf } from './part.js';
import { command } from '../../transport/quote.js';
import type { Connection } from '../../transport/connection.js';
import { MARK } from '../../transport/shell-loop.js';
import { readSections } from './sections.js';

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
  /** Those in a namespace that the course made. */
  readonly inside: readonly number[];
}

/** Asks a machine for the processes since a moment, in seconds after its boot. */
export async function readProcesses(
  connection: Connection,
  since: number,
  madeNamespaces: readonly string[],
  signal?: AbortSignal,
): Promise<Processes> {
  // A process may end while it is read: then grep and cat fail, and have said all of the others.
  const [self = '', stats = '', marked = '', bySsh = '', inside = ''] = await readSections(
    connection,
    [
      'echo $PPID',
      'cat /proc/[0-9]*/stat 2> /dev/null || :',
      `grep -lzs '^${MARK}$' /proc/[0-9]*/environ || :`,
      "grep -lzs '^SSH_CONNECTION=' /proc/[0-9]*/environ || :",
      madeNamespaces.map((name) => command`ip netns pids ${name} || :`).join('; ') || ':',
    ],
    signal,
  );
  const pids = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);
  const told = { self: Number(self), stats: linesOf(stats), marked: pids(marked), bySsh: pids(bySsh) };
  return whoseProcesses({ ...told, inside: pids(inside) }, since);
}

/** Tells apart whose processes they are. Never ours to end: what was there before, and the connection that asks. */
export function whoseProcesses({ self, stats, marked, bySsh, inside }: Told, since: number): Processes {
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
  const isOurs = ({ pid }: Process): boolean => marked.includes(pid) || inside.includes(pid);
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
