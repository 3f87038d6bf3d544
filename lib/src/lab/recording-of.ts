import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors.js';
import { checkout } from '../paths.js';
import { readRecording, type Recording } from '../recording/recording.js';
import { fileName, type Chapter } from './chapters.js';

/** Where the course's own recordings are. */
export const recordings: string = join(checkout, 'notebooks', 'recordings');

/** The file of a chapter's recording. */
export const recordingFile = (chapter: Chapter, folder: string = recordings): string =>
  join(folder, `${fileName(chapter)}.yaml`);

/**
 * A chapter's recording.
 * @param folder where it is; the course's own where not given
 * @throws LabError where there is none; NetdiveError where it cannot be read
 * @example recordingOf(chapter('veth')).provenance.kernel
 */
export function recordingOf(chapter: Chapter, folder: string = recordings): Recording {
  const file = recordingFile(chapter, folder);
  if (existsSync(file)) return readRecording(readFileSync(file, 'utf8'));
  throw new LabError(
    `There is no recording of the chapter ${chapter.name}.`,
    `On live machines: npx netdive start ${chapter.name}. To make one: npx netdive record ${chapter.name}`,
  );
}
