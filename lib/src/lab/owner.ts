import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { privateFolder, writeAtomically } from '../private-file.js';

/** Who opened a lab last: its machines are in the state that this one made. */
export interface Owner {
  /** Another one for each kernel and program. */
  readonly id: string;
  /** A notebook's path, or what else it is. */
  readonly who: string;
  readonly pid: number;
  readonly since: Date;
}

const schema = z.object({ id: z.string(), who: z.string(), pid: z.int().positive(), since: z.coerce.date() });

const fileOf = (folder: string): string => join(folder, 'owner.json');

/** Writes down whose a lab is now. */
export function takeOver(folder: string, owner: Owner): void {
  writeAtomically(fileOf(privateFolder(folder)), `${JSON.stringify(owner)}\n`);
}

/** Whose the lab in a folder is; undefined where nobody has opened it, or the file cannot be read. */
export function ownerOf(folder: string): Owner | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(fileOf(folder), 'utf8')));
  } catch {
    return undefined;
  }
}
