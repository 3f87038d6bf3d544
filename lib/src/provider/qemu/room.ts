import { statfs } from 'node:fs/promises';
import { LabError } from '../../errors.js';

/** What two machines' disks and memory take at most when they are kept, in bytes; 380 MB were seen. */
const NEEDED = 400_000_000;

/** Throws a LabError where a folder's disk has no room for machines to be kept: asked before anything is half written. */
export async function demandRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= NEEDED) return;
  throw new LabError(
    `The disk is full: ${folder} has ${Math.floor(free / 1e6)} MB left, and ${NEEDED / 1e6} MB are needed.`,
    'Make room there. What netdive can give back: npx netdive checkpoints --remove NAME, npx netdive image clean',
  );
}
