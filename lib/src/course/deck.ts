import { NetdiveError } from '../errors.js';
import { chapters, findChapter } from '../lab/chapters.js';
import { didYouMean } from '../nearest.js';
import { type NotebookJson, readNotebookJson } from './notebook.js';
import { composeTalk, findTalk, talks } from './talk/talks.js';

/** What is shown to an audience: a chapter as it is, or a talk made of several. */
export interface Deck {
  readonly name: string;
  readonly notebook: NotebookJson;
}

/**
 * The chapter or the talk of a name. Throws a NetdiveError that names the nearest where there is neither.
 * @example (await deck('container-networking')).notebook.cells.length
 */
export async function deck(wanted: string): Promise<Deck> {
  const chapter = findChapter(wanted);
  if (chapter !== undefined) return { name: chapter.name, notebook: await readNotebookJson(chapter.notebook) };
  const talk = findTalk(wanted);
  if (talk !== undefined) return { name: talk.name, notebook: (await composeTalk(talk.file)).notebook };
  const all = talks();
  const names = chapters().map(({ name }) => name);
  throw new NetdiveError(
    `There is no chapter and no talk called ${JSON.stringify(wanted)}.`,
    didYouMean(wanted, [...names, ...all]) ?? `Chapters: ${names.join(', ')}. Talks: ${all.join(', ')}.`,
  );
}
