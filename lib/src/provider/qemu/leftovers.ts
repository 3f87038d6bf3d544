import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { cacheHome } from '../../paths.js';
import { ownProcesses, sharesOurView, type OwnProcess } from '../../own-processes.js';
import { NODES } from '../nodes.js';
import { heldLocks, labLock } from '../lock.js';
import { end, type ProcessId } from './process.js';

/** Something that a dead lab or an interrupted build left behind, and that nothing will use again. */
export interface Leftover {
  readonly kind: 'machine' | 'sockets' | 'build' | 'jupyter';
  /** As a person is told: `node1 of /home/a/netdive/.netdive/default (process 4711)`. */
  readonly what: string;
  /** What is to be ended... */
  readonly process?: ProcessId;
  /** ...or to be removed. */
  readonly folder?: string;
}

/** Where to look; this user's own places where it is not said. */
export interface Places {
  readonly cache?: string;
  readonly runtime?: readonly string[];
  readonly held?: () => readonly string[];
}

/** A socket folder that is younger may belong to a lab that is just starting. */
const YOUNG_MS = 60_000;

/**
 * What is left of labs and builds that ended without tidying up. It changes nothing.
 *
 * The order makes it safe while other labs start and end: what there is comes first, then who holds a lock, then what
 * the labs' states say. A machine that a living netdive started is written down before its lock is given back, so one
 * that is in no state once the lock is free belongs to nobody. What cannot be judged is left alone.
 */
export function findLeftovers(places: Places = {}): Leftover[] {
  const { cache = cacheHome(), runtime = runtimeFolders(), held = heldLocks } = places;
  const processes = ownProcesses();
  const machines = processes.filter(isMachine);
  const builds = unfinishedBuilds(cache);
  const sockets = socketFolders(runtime);
  const bound = readFileSync('/proc/net/unix', 'utf8');
  const locks = held();
  const building = locks.some((lock) => !lock.startsWith('lab-'));
  const inUse = (folder: string): boolean =>
    bound.includes(` ${folder}/`) || processes.some(({ argv }) => argv.some((word) => word.includes(`${folder}/`)));
  return [
    ...machines.filter((machine) => isLeft(machine, locks, building)).map(leftMachine),
    ...(locks.length > 0 ? [] : sockets.filter((folder) => isOld(folder) && !inUse(folder))).map(
      (folder): Leftover => ({ kind: 'sockets', what: folder, folder }),
    ),
    ...(building ? [] : builds).map((folder): Leftover => ({ kind: 'build', what: folder, folder })),
  ];
}

/** Ends the process or removes the folder. */
export async function endLeftover({ process, folder }: Leftover): Promise<void> {
  if (process !== undefined) await end(process);
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

const isMachine = ({ argv }: OwnProcess): boolean =>
  NODES.some((node) => argv[argv.indexOf('-name') + 1] === `netdive-${node}`) && diskFolder(argv) !== undefined;

function isLeft(machine: OwnProcess, locks: readonly string[], building: boolean): boolean {
  const folder = diskFolder(machine.argv)!;
  // A path that is not absolute (NETDIVE_HOME may be any) is another one for us.
  if (!sharesOurView(machine) || !isAbsolute(folder)) return false;
  // The first boot of machines, in the cache: whoever boots them holds a lock of its own.
  if (/\/\.[a-z]+-[^/]+$/.test(folder)) return !building;
  if (locks.includes(labLock(folder))) return false;
  return !named(machine, join(folder, 'lab.json'));
}

/**
 * Whether a lab's state names a process. Its text is searched, not its fields: the lab may be another checkout's, of an
 * older or newer netdive, whose state we could not read.
 */
function named({ pid, started }: OwnProcess, state: string): boolean {
  try {
    const numbers: readonly string[] = readFileSync(state, 'utf8').match(/\d+/g) ?? [];
    return numbers.includes(String(pid)) && numbers.includes(started);
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''); // what cannot be read cannot be judged
  }
}

function leftMachine({ pid, started, argv }: OwnProcess): Leftover {
  const folder = diskFolder(argv)!;
  const name = argv[argv.indexOf('-name') + 1]!.replace('netdive-', '');
  const gone = existsSync(folder) ? '' : ', which is gone';
  return { kind: 'machine', what: `${name} of ${folder}${gone} (process ${pid})`, process: { pid, started } };
}

/** The folder of the disk that a machine was called with: its lab's. QEMU writes a comma in a value as two. */
function diskFolder(argv: readonly string[]): string | undefined {
  const [, disk] = /^if=virtio,.*\bfile=((?:[^,]|,,)+)/s.exec(argv[argv.indexOf('-drive') + 1] ?? '') ?? [];
  return disk === undefined ? undefined : dirname(disk.replaceAll(',,', ','));
}

/** Where socket folders may lie: today's place, and the ones it would be with another environment. */
const runtimeFolders = (): string[] =>
  [
    ...new Set(
      [process.env.XDG_RUNTIME_DIR, tmpdir(), '/tmp'].filter((folder) => folder !== undefined && folder !== ''),
    ),
  ] as string[];

function socketFolders(runtime: readonly string[]): string[] {
  const name = new RegExp(`^netdive-${userInfo().uid}-[0-9a-f]{10}$`);
  return runtime.flatMap((folder) =>
    entries(folder)
      .filter((entry) => name.test(entry))
      .map((entry) => join(folder, entry)),
  );
}

/** What is built or booted lies beside its place, under a name that begins with a dot, until it is whole. */
const unfinishedBuilds = (cache: string): string[] =>
  entries(cache).flatMap((kind) =>
    entries(join(cache, kind))
      .filter((entry) => /^\.[a-z]+-./.test(entry))
      .map((entry) => join(cache, kind, entry)),
  );

function isOld(folder: string): boolean {
  try {
    const { mtimeMs, uid } = statSync(folder);
    return uid === userInfo().uid && Date.now() - mtimeMs > YOUNG_MS;
  } catch {
    return false;
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
