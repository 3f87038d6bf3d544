import { statfs } from 'node:fs/promises';
import { existingParent } from './folder.js';
import { missing, note, ok, type Found } from './prerequisite.js';

const GB = 2 ** 30;

/** File systems that lie on another computer (statfs(2), linux/magic.h), and WSL's view of Windows' disks. */
export const REMOTE: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xfe534d42: 'SMB',
  0xff534d42: 'CIFS',
  0x01021997: '9p, such as a disk of Windows in WSL',
  0x00c36400: 'Ceph',
  0x5346414f: 'AFS',
  0x786f4256: 'a folder shared by VirtualBox',
};

/**
 * Whether enough of a disk is free where a folder is, or will be, and whether that disk is this computer's.
 * @param needGb in GB of 2^30 bytes
 * @param elsewhere the command that lets the folder be on another disk
 */
export async function space(
  folder: string,
  needGb: number,
  elsewhere: string,
  remote: Readonly<Record<number, string>> = REMOTE,
): Promise<Found> {
  const place = await existingParent(folder);
  const { bavail, bsize, type } = await statfs(place);
  const free = (bavail * bsize) / GB;
  const text = `${free.toFixed(1)} GB are free for ${folder}`;
  if (free < needGb)
    return missing(`${text}, and ${needGb} GB are needed.`, `Make room on that disk, or take another: ${elsewhere}`);
  const kind = remote[type];
  return kind === undefined
    ? ok(`${text}; ${needGb} GB are needed.`)
    : note(`${text}, but it lies on a file system that is slow for this (${kind}).`, elsewhere);
}
