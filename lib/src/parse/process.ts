import { ParseError } from '../errors.js';
import { capabilitiesIn } from './capabilities.js';
import { excerpt } from './excerpt.js';

/** What the kernel says of one process: see `man proc_pid_status`, `man namespaces`, `man capabilities`. */
export interface Process {
  /** The program's name. */
  readonly name: string;
  /** Its number, as the machine's own pid namespace has it. */
  readonly pid: number;
  /** Its parent's number; 0 where there is none. */
  readonly ppid: number;
  /** Its number in each pid namespace that it is in: the machine's own first, the innermost last. */
  readonly nspid: readonly number[];
  /** One letter, as `ps` has it: S sleeps, R runs, Z has ended and nobody has asked for its exit code. */
  readonly state: string;
  /** The number of each namespace that it is in, by type: cgroup, ipc, mnt, net, pid, time, user, uts. */
  readonly namespaces: Readonly<Record<string, number>>;
  /** Its cgroup's folder below /sys/fs/cgroup. */
  readonly cgroup: string;
  /** What it may, of all that root may: its effective capabilities. */
  readonly capabilities: readonly string[];
  /** Whether the kernel asks a filter before each of its system calls. */
  readonly seccomp: 'off' | 'strict' | 'filter';
  /** Its AppArmor profile with its mode, such as `web (enforce)`, or `unconfined`; `''` where the kernel has no AppArmor. */
  readonly apparmor: string;
}

const modes = ['off', 'strict', 'filter'] as const;

/**
 * What to run in a process's folder of /proc to hear all of it: a line a fact, the file's name before it.
 * @example `cd /proc/1 && ${processFacts}`
 */
export const processFacts: string =
  "grep -sH . status cgroup attr/apparmor/current; find ns -type l -printf '%p:%l\\n'";

/** Reads the facts that `processFacts` tells. */
export function parseProcess(text: string): Process {
  const ns = [...text.matchAll(/^ns\/(\w+):\1:\[(\d+)\]$/gm)].map(
    ([, type, number]) => [type, Number(number)] as const,
  );
  const mode = modes[Number(status(text, 'Seccomp'))];
  if (ns.length === 0 || mode === undefined) throw unreadable(text, ns.length === 0 ? 'a namespace' : 'Seccomp');
  return {
    name: status(text, 'Name'),
    pid: Number(status(text, 'Pid')),
    ppid: Number(status(text, 'PPid')),
    nspid: status(text, 'NSpid').split('\t').map(Number),
    state: status(text, 'State').slice(0, 1),
    namespaces: Object.fromEntries(ns.sort(([a], [b]) => (a! < b! ? -1 : 1))) as Record<string, number>,
    cgroup: /^cgroup:0::(.*)$/m.exec(text)?.[1] ?? '',
    capabilities: capabilitiesIn(status(text, 'CapEff')),
    seccomp: mode,
    apparmor: /^attr\/apparmor\/current:(.*)$/m.exec(text)?.[1] ?? '',
  };
}

function status(text: string, key: string): string {
  const value = new RegExp(`^status:${key}:\\t(.*)$`, 'm').exec(text)?.[1];
  if (value === undefined) throw unreadable(text, key);
  return value;
}

const unreadable = (text: string, key: string): ParseError =>
  new ParseError(
    `/proc says nothing of ${key}: ${excerpt(text, 0)}`,
    'A process that has ended meanwhile has no more to say. Otherwise another kernel may write otherwise: look with `cat /proc/PID/status`.',
  );
