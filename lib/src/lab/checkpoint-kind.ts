import { LabError } from '../errors.js';
import type { Checkpoint } from '../provider/provider.js';

// What a checkpoint's name tells:
//   before-lunch                    somebody gave it this name, in a terminal or in a cell
//   cell/PID-ID/N                   the Nth one that the cells of one kernel made without a name
//   point/CHAPTER/POINT/HASH        a chapter's prepared point, with the hash of all that makes it

/** A checkpoint as it is listed. */
export interface CheckpointRow extends Checkpoint {
  /** Who kept it: you by a name, a cell without one, or a chapter's `lab.open` with `at`. */
  readonly madeBy: 'you' | 'a cell' | 'a chapter';
}

/** A checkpoint with what its name tells. */
export function checkpointRow(checkpoint: Checkpoint): CheckpointRow {
  const [first] = checkpoint.name.split('/');
  return { ...checkpoint, madeBy: first === 'cell' ? 'a cell' : first === 'point' ? 'a chapter' : 'you' };
}

/** A name that a person may give. Throws a LabError for one that would be taken for a cell's or a chapter's. */
export function givenName(name: string): string {
  if (!/^(cell|point)(\/|$)/.test(name)) return name;
  throw new LabError(
    `A checkpoint cannot be called ${JSON.stringify(name)}: the course names its own ones so.`,
    'For example: before-lunch',
  );
}

/**
 * The name of a checkpoint that a cell makes without naming it.
 * @param kernel what tells this kernel from all others on this computer
 */
export const cellName = (kernel: string, count: number): string => `cell/${process.pid}-${kernel}/${count}`;

/** The name under which a prepared point is kept. */
export const pointName = (chapter: string, point: string, hash: string): string => `point/${chapter}/${point}/${hash}`;

/**
 * Whether nobody can go back to a checkpoint any more: the kernel whose cells made it has ended, or no chapter makes this
 * point (now).
 * @param points the names of all points that the chapters make
 */
export function isLeftOver({ name }: Checkpoint, points: ReadonlySet<string>): boolean {
  if (name.startsWith('point/')) return !points.has(name);
  const pid = /^cell\/(\d+)-/.exec(name)?.[1];
  return pid !== undefined && !exists(Number(pid));
}

/** So many prepared points are kept in a lab: some 6 GB of disk. A talk over several chapters has room, a whole course not. */
export const MOST_POINTS = 16;

/**
 * The prepared points that are too many, the oldest ones first.
 * @param checkpoints the oldest first
 * @param open the chapter whose points stay in any case
 */
export function surplusPoints(checkpoints: readonly Checkpoint[], open?: string): readonly Checkpoint[] {
  const points = checkpoints.filter(({ name }) => name.startsWith('point/'));
  const others = points.filter(({ name }) => name.split('/')[1] !== open);
  return others.slice(0, Math.max(0, points.length - MOST_POINTS));
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
