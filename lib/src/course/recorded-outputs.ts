import { existsSync } from 'node:fs';
import { z } from 'zod';
import { mimeBundle } from '../kernel/display.js';
import type { Shown } from '../kernel/stage.js';
import type { Chapter } from '../lab/chapters.js';
import { recordingFile, recordingOf } from '../lab/recording-of.js';
import { digest } from '../recording/asked.js';
import type { Provenance } from '../recording/recording.js';
import { recordedView } from '../view/recorded.js';
import { multilineText, type NotebookCell } from './notebook.js';
import { verdictMime } from './verdict.js';

/**
 * What a chapter's cell showed when it was recorded, below a banner that says so and what happened instead. A test sees that a
 * chapter's outputs equal the replay of its recording. Its verdicts are shown, but no program counts them.
 * @param said what the cell printed when it failed
 */
export function recordedOutputs(chapter: Chapter, cell: NotebookCell, said: string): readonly Shown[] {
  const banner = { data: mimeBundle(recordedView(provenanceOf(chapter, cell), said)), metadata: {} };
  return [banner, ...cell.outputs.flatMap(shownOf)];
}

/** The recording's, where it has this very cell. */
function provenanceOf(chapter: Chapter, { id, source }: NotebookCell): Provenance | undefined {
  if (!existsSync(recordingFile(chapter))) return undefined;
  const { provenance, cells } = recordingOf(chapter);
  return cells.some(({ cell, code }) => cell === id && code === digest(source)) ? provenance : undefined;
}

const output = z.union([
  z.object({ output_type: z.literal('stream'), name: z.enum(['stdout', 'stderr']), text: multilineText }),
  z.object({
    output_type: z.enum(['display_data', 'execute_result']),
    data: z.record(z.string(), z.union([multilineText, z.unknown()])),
    metadata: z.record(z.string(), z.unknown()).default({}),
  }),
]);

function shownOf(one: unknown): Shown[] {
  const read = output.safeParse(one).data;
  if (read === undefined) return [];
  if (read.output_type === 'stream') return [{ name: read.name, text: read.text }];
  const data = Object.entries(read.data).filter(([mime]) => mime !== verdictMime);
  return [{ data: Object.fromEntries(data), metadata: read.metadata }];
}
