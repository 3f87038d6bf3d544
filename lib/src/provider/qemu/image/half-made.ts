import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { LabError } from '../../../errors.js';
import { socketFolder } from '../../../paths.js';
import type { Progress } from '../../../progress.js';
import { isRunning } from '../process.js';
import { privateFolder } from '../../../private-file.js';
import { endAllNaming, startedAt } from './processes.js';

/**
 * A folder beside its final place, in which something is made: it is moved there when it is whole. Its name says which
 * process makes it, `.building-PID-STARTED-xxxxxx`, so that what a killed one left is known for what it is, and removed
 * when the next one begins. Throws a LabError where nothing can be written.
 */
export async function halfMade(parent: string, doing: string, progress: Progress): Promise<string> {
  await clearAbandoned(parent, progress);
  try {
    return mkdtempSync(join(privateFolder(parent), `.${doing}-${process.pid}-${startedAt()}-`));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = { EROFS: 'it is read-only', EACCES: 'it belongs to somebody else', ENOSPC: 'the disk is full' }[
      code ?? ''
    ];
    if (why === undefined) throw error;
    throw new LabError(
      `Nothing can be written to the cache, ${parent}: ${why}.`,
      'Let XDG_CACHE_HOME name a folder that you can write to, on a disk with some 3 GB free.',
      { cause: error },
    );
  }
}

/** Where what goes into a folder under construction is prepared. The builder's other users must reach it: not in a home. */
export const workFolder = (folder: string): string => join('/var/tmp', `netdive-${basename(folder).slice(1)}`);

/** The half-made folders whose makers have ended, or were killed: nobody will finish them. */
export function abandoned(parent: string): string[] {
  let names: string[];
  try {
    names = readdirSync(parent);
  } catch {
    return [];
  }
  return names
    .filter((name) => {
      const [, pid, started] = /^\.[a-z]+-(\d+)-(\d+)-\w{6}$/.exec(name) ?? [];
      return pid !== undefined && !isRunning({ pid: Number(pid), started: started! });
    })
    .map((name) => join(parent, name));
}

/** Ends what still works on abandoned folders, removes them, and says so. */
export async function clearAbandoned(parent: string, progress: Progress): Promise<string[]> {
  const folders = abandoned(parent);
  for (const folder of folders) {
    progress('removing what an interrupted netdive left half made');
    await endAllNaming(basename(folder));
    await removeWork(folder);
    await rm(socketFolder(folder), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
  return folders;
}

/** Removes a folder's work folder. What a builder in a user namespace left there is not ours to remove; its helper can. */
export async function removeWork(folder: string): Promise<void> {
  const work = workFolder(folder);
  try {
    rmSync(work, { recursive: true, force: true });
  } catch {
    await execa('mmdebstrap', ['--unshare-helper', 'rm', '-rf', '--one-file-system', work], { reject: false });
    rmSync(work, { recursive: true, force: true });
  }
}
