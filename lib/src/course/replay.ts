import { basename, dirname, join, resolve } from 'node:path';
import { LabError } from '../errors.js';
import type { Chapter } from '../lab/chapters.js';
import { recordingOf, recordings } from '../lab/recording-of.js';
import { checkout } from '../paths.js';
import type { Provenance } from '../recording/recording.js';
import { day } from '../view/replay.js';
import { readNotebook } from './notebook.js';
import { misfits } from './recorded-cells.js';
import { runNotebook, type NotebookRun, type RunOptions } from './run-notebook.js';

/**
 * The recording of a chapter, where it fits its notebook as this is now.
 * @throws LabError where there is none, or where the notebook has changed since
 */
export async function fittingRecording(chapter: Chapter, folder?: string): Promise<Provenance> {
  const recording = recordingOf(chapter, folder);
  const faults = misfits(recording, await readNotebook(chapter.notebook));
  if (faults.length === 0) return recording.provenance;
  throw new LabError(
    `The recording of ${day(recording.provenance.date)} no longer fits the chapter ${chapter.name}. ${faults.slice(0, 3).join(' ')}`,
    `Record it anew, with machines: npx netdive record ${chapter.name}`,
  );
}

/** How a chapter is replayed. */
export interface ReplayOptions extends RunOptions {
  /** The folder of the recording; the course's own where not given. */
  readonly recordings?: string | undefined;
  /** The notebook that is run, such as a copy that is to keep the outputs; the chapter's own where not given. */
  readonly path?: string;
}

/**
 * Runs a chapter, its exercises solved, without machines: what they answered is taken from its recording.
 * @example (await replayChapter(chapter('veth'), { venv })).ok
 */
export function replayChapter({ notebook }: Chapter, options: ReplayOptions): Promise<NotebookRun> {
  const { recordings: folder = recordings, path = notebook, ...how } = options;
  const cells = join(checkout, 'node_modules/.cache/netdive', `${basename(notebook, '.ipynb')}.json`);
  const env = { NETDIVE_CELLS: cells, ...how.env, NETDIVE_REPLAY: resolve(folder), NETDIVE_RECORD: '' };
  return runNotebook(path, { cwd: dirname(notebook), ...how, env, solve: true });
}
