import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../private-file.js';

/** The last time that a lab's machines were put into another state, all at once: a reset, a restore, a start. */
export interface Rewound {
  /** Another one each time. */
  readonly id: string;
  readonly at: Date;
  /** The checkpoint that they were put back to. */
  readonly to: string;
}

const schema = z.object({ id: z.string(), at: z.coerce.date(), to: z.string() });

/** The file that changes at each rewind, for who wants to watch it. */
export const rewoundFile = (folder: string): string => join(folder, 'rewound.json');

/** Tells everybody who holds a connection or a picture of the machines that it is void now. */
export function markRewound(folder: string, to: string): void {
  writeAtomically(rewoundFile(folder), `${JSON.stringify({ id: randomUUID(), at: new Date(), to })}\n`);
}

/** The last rewind of the lab in a folder; undefined where there was none. */
export function lastRewound(folder: string): Rewound | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(rewoundFile(folder), 'utf8')));
  } catch {
    return undefined;
  }
}
