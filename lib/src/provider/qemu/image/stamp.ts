import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../../../private-file.js';

const schema = z.record(z.string(), z.object({ size: z.number(), mtimeMs: z.number() }));

/** Writes down how a folder's files look from outside, so that a later look tells cheaply whether they were touched. */
export function stamp(folder: string, files: readonly string[]): void {
  writeAtomically(join(folder, 'stamp.json'), `${JSON.stringify(look(folder, files))}\n`);
}

/** Whether a folder's files look as they did when they were stamped. */
export function untouched(folder: string): boolean {
  try {
    const then = schema.parse(JSON.parse(readFileSync(join(folder, 'stamp.json'), 'utf8')));
    const files = Object.keys(then);
    return files.length > 0 && JSON.stringify(look(folder, files)) === JSON.stringify(then);
  } catch {
    return false;
  }
}

const look = (folder: string, files: readonly string[]): z.infer<typeof schema> =>
  Object.fromEntries(
    files.map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return [name, { size, mtimeMs }];
    }),
  );
