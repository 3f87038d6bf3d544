import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { missing, ok, type Found } from './prerequisite.js';

/** Whether a file of the system's is there and can be read. */
export async function readable(path: string): Promise<Found> {
  try {
    await access(path, constants.R_OK);
    return ok(`${path} is here.`);
  } catch {
    return missing(`There is no ${path} that you may read.`);
  }
}
