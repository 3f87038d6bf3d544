import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileFault } from '../file-fault.js';
import { missing, ok, type Found } from './prerequisite.js';

/**
 * Whether a folder of ours can be written, by writing into it, or into where it will be made.
 * @param mend the command that lets it be elsewhere
 */
export async function writable(folder: string, mend: string): Promise<Found> {
  let made: string | undefined;
  try {
    made = await mkdtemp(join(await existingParent(folder), '.netdive-doctor-'));
    await writeFile(join(made, 'probe'), 'written by netdive doctor');
    return ok(`${folder} can be written.`);
  } catch (error) {
    return missing(fileFault(error, folder)?.message.split('\n')[0] ?? (error as Error).message, mend);
  } finally {
    if (made !== undefined) await rm(made, { recursive: true, force: true });
  }
}

/** The nearest folder that is there already. */
export async function existingParent(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    const parent = dirname(resolve(path));
    if (parent === path || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return existingParent(parent);
  }
}
