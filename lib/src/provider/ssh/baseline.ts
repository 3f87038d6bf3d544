import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LabError } from '../../errors.js';
import { writeAtomically } from '../../private-file.js';
import type { NodeName } from '../nodes.js';
import type { State } from './state.js';

/** What was on both machines before the course: what `reset` goes back to. */
export type Baseline = Readonly<Record<NodeName, State>>;

const entries = z.array(z.tuple([z.string(), z.string()])).transform((pairs) => new Map(pairs));
const state = z.object({
  boot: z.string(),
  uptime: z.number(),
  clock: z.number(),
  programs: z.string(),
  management: z.array(z.string()).min(1),
  parts: z.array(z.tuple([z.string(), entries])).transform((pairs) => new Map(pairs)),
});
/** Another one whenever a part reads or names things otherwise. */
const FORMAT = 1;
const schema = z.object({ format: z.literal(FORMAT), node1: state, node2: state });

const file = (folder: string): string => join(folder, 'baseline.json');

/**
 * The baseline in a lab's folder; undefined where there is none.
 * @throws LabError where there is one that cannot be read: nobody knows any more what was there before
 */
export function readBaseline(folder: string): Baseline | undefined {
  let text: string;
  try {
    text = readFileSync(file(folder), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new LabError(
      `${file(folder)} cannot be read, and it alone tells what was on your machines before the course.`,
      'Delete that file, clean the machines up by hand (or reboot them), and run `netdive up` again.',
      { cause: error },
    );
  }
}

/** Keeps a baseline, for its owner's eyes only. */
export function writeBaseline(folder: string, baseline: Baseline): void {
  const replacer = (_: string, value: unknown): unknown => (value instanceof Map ? [...value] : value);
  writeAtomically(file(folder), `${JSON.stringify({ format: FORMAT, ...baseline }, replacer)}\n`);
}

export const forgetBaseline = (folder: string): void => rmSync(file(folder), { force: true });
