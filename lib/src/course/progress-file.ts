import { readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { stateHome } from '../paths.js';
import { privateFolder, writeAtomically } from '../private-file.js';
import { locked } from '../provider/lock.js';

/** What a learner has proved in one chapter so far. Nothing is taken out of it but by `netdive progress --forget`. */
export interface ChapterProgress {
  /** When the learner last ran the chapter's first cell, ISO 8601. */
  readonly opened?: string | undefined;
  /** The claims whose check has held. */
  readonly claims: readonly string[];
  /** What the learner has predicted, right or wrong. */
  readonly predictions: readonly string[];
}

/** The chapters by their names. */
export type Progress = Readonly<Record<string, ChapterProgress>>;

const words = z.array(z.string().max(2000)).max(2000);
const chapterSchema = z.object({ opened: z.iso.datetime().optional(), claims: words, predictions: words });
const schema = z.object({
  version: z.literal(1),
  chapters: z.record(z.string().regex(/^[a-z0-9-]{1,60}$/), chapterSchema),
});

/** Where it is kept. */
export const progressFile = (): string => join(stateHome(), 'progress.json');

/**
 * What this learner has proved. A file that cannot be read as such is set aside, and all begins anew.
 * @param tell is told where a damaged file went
 */
export function readProgress(tell: (sentence: string) => void): Progress {
  const file = progressFile();
  const text = content(file);
  if (text === undefined) return {};
  try {
    return schema.parse(JSON.parse(text)).chapters;
  } catch {
    const aside = `${file}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    renameSync(file, aside);
    tell(`What you have proved so far could not be read, and begins anew. The damaged file is kept: ${aside}`);
    return {};
  }
}

function content(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Changes what is kept. Of several programs that do so at once none undoes the other's change.
 * @example await changeProgress((now) => ({}), () => undefined); // forgets all
 */
export async function changeProgress(
  change: (now: Progress) => Progress,
  tell: (sentence: string) => void,
): Promise<void> {
  const file = progressFile();
  await locked(
    'progress',
    'another kernel',
    () => undefined,
    async () => {
      const chapters = change(readProgress(tell));
      privateFolder(dirname(file));
      writeAtomically(file, `${JSON.stringify({ version: 1, chapters }, undefined, 1)}\n`);
    },
  );
}
