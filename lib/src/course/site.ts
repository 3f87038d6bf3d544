import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { NetdiveError } from '../errors.js';
import { chapters } from '../lab/chapters.js';
import type { Progress } from '../progress.js';
import { type NotebookJson, readNotebookJson } from './notebook.js';
import { makePages, type Page } from './pages.js';
import { slidesPage } from './slides.js';
import { questionOf, titleOf } from './summary.js';
import { composeTalk, talkFile, talks } from './talk/talks.js';

export interface SiteOptions {
  /** The folder to write. One that is there already is replaced if it is a site of ours, or empty. */
  readonly out: string;
  /** The virtual environment that has nbconvert. */
  readonly venv: string;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

/** A chapter, as the site's pages speak of it. Addresses are relative to the site's top. */
interface Entry {
  readonly number: string;
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly page: string;
  readonly slides: string;
}

/** How a page of ours is known: by the first one's head. */
const OURS = '<meta content="netdive" name="generator"';
/** Processes at once, at most: each takes some 200 MB. */
const MOST_AT_ONCE = 4;

/**
 * Makes the whole course as static pages: an index, each chapter to read with what its machines have said, its slides, and the
 * talks. Any host of files can serve it, and a browser opens it from a folder. Throws a NetdiveError.
 * @returns how many pages were written
 * @example await makeSite({ out: 'slides/out/site', venv: '.venv' })
 */
export async function makeSite({ out, venv, signal, progress }: SiteOptions): Promise<number> {
  const target = resolve(out);
  await mayReplace(target);
  const folder = `${target}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  try {
    const pages = await sitePages(folder);
    let made = 0;
    const onPage = (file: string): void => progress?.(`${++made} of ${pages.length}: ${relative(folder, file)}`);
    const hands = Math.min(availableParallelism(), MOST_AT_ONCE);
    const shares = Array.from({ length: hands }, (_, hand) => pages.filter((_, index) => index % hands === hand));
    await Promise.all(shares.map((share) => makePages(share, { venv, signal, onPage })));
    await putInPlace(folder, target);
    return pages.length;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Puts a folder in another one's place. The older one is out of the way for the shortest time, and back where that fails. */
async function putInPlace(folder: string, target: string): Promise<void> {
  const old = `${folder}.old`;
  const wasThere = await rename(target, old).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  try {
    await rename(folder, target);
  } catch (error) {
    if (wasThere) await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

/** Throws where a folder holds what is not ours. */
async function mayReplace(folder: string): Promise<void> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (files.length === 0) return;
  const first = await readFile(join(folder, 'index.html'), 'utf8').catch(() => '');
  if (first.includes(OURS)) return;
  throw new NetdiveError(
    `${folder} is no site of the course, and it is not empty: nothing was written.`,
    'Name a folder of its own: npx netdive slides --site --out FOLDER',
  );
}

/** All pages, in no order that matters. */
async function sitePages(folder: string): Promise<readonly Page[]> {
  const course = await Promise.all(
    chapters().map(async ({ number, name, notebook: path }) => {
      const notebook = await readNotebookJson(path);
      return { notebook, entry: entryOf(number, name, notebook) };
    }),
  );
  const given = await Promise.all(
    talks().map(async (name) => ({ name, ...(await composeTalk(talkFile(name))), slides: `talks/${name}.html` })),
  );
  const entries = course.map(({ entry }) => entry);
  const about = {
    chapters: entries,
    talks: given.map(({ name, slides, talk: { title, parts } }) => ({
      ...{ name, title, slides },
      minutes: parts.reduce((sum, { minutes }) => sum + minutes, 0),
    })),
  };
  return [
    { kind: 'course', out: join(folder, 'index.html'), title: 'netdive', notebook: nothing, about },
    ...course.flatMap(({ notebook, entry }, index): readonly Page[] => {
      const about = { ...entry, previous: entries[index - 1], next: entries[index + 1] };
      return [
        { kind: 'chapter', out: join(folder, entry.page), title: entry.title, notebook, about },
        slidesPage({ name: entry.name, notebook, out: join(folder, entry.slides) }),
      ];
    }),
    ...given.map(({ name, notebook, slides }) => slidesPage({ name, notebook, out: join(folder, slides) })),
  ];
}

const nothing: NotebookJson = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };

const entryOf = (number: string, name: string, notebook: NotebookJson): Entry => ({
  ...{ number, name, title: titleOf(notebook) ?? name, question: questionOf(notebook) },
  page: `chapters/${name}.html`,
  slides: `slides/${name}.html`,
});
