import { existsSync, readdirSync } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { chapter } from '../../lab/chapters.js';
import { NetdiveError } from '../../errors.js';
import { didYouMean } from '../../nearest.js';
import { checkout } from '../../paths.js';
import { type NotebookJson, readNotebookJson } from '../notebook.js';
import { compose, type Ingredients } from './compose.js';
import { fault } from './fault.js';
import { parseTalk } from './format.js';
import type { Placed, Talk } from './talk.js';

/** The names of the talks that there are. */
export const talks = (): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();

const folder = join(checkout, 'slides', 'talks');
const largestLogo = 200 * 1024;
const mimes: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
};

/** A talk's file, as it is. */
export async function readTalk(path: string): Promise<Talk> {
  return parseTalk(await readFile(path, 'utf8'), relative(checkout, path));
}

/** The file of a talk of slides/talks. */
export const talkFile = (name: string): string => join(folder, `${name}.yaml`);

/** A talk's name, and its file. */
export interface TalkPlace {
  readonly name: string;
  readonly file: string;
}

/** The talk of a name in slides/talks, or of a file anywhere; undefined where there is neither. */
export function findTalk(wanted: string): TalkPlace | undefined {
  const name = basename(wanted).replace(/\.yaml$/, '');
  if (wanted.endsWith('.yaml') && existsSync(wanted)) return { name, file: resolve(wanted) };
  return talks().includes(name) ? { name, file: talkFile(name) } : undefined;
}

/** The same. Throws a NetdiveError that names the nearest where there is none. */
export function talkOf(wanted: string): TalkPlace {
  const found = findTalk(wanted);
  if (found !== undefined) return found;
  const all = talks();
  throw new NetdiveError(
    `There is no talk called ${JSON.stringify(wanted)}.`,
    didYouMean(wanted, all) ?? `There are: ${all.join(', ')}.`,
  );
}

/** A talk's file, and the notebooks of the chapters that it takes from, each by the name that the talk gives it. */
export interface TalkWithChapters {
  readonly talk: Talk;
  readonly chapters: ReadonlyMap<string, NotebookJson>;
}

/** Reads a talk's file, and the chapters that it takes from. */
export async function readTalkWithChapters(path: string): Promise<TalkWithChapters> {
  const talk = await readTalk(path);
  const chapters = new Map<string, NotebookJson>();
  for (const { taken } of talk.parts.flatMap(({ slides }) => slides)) {
    if (taken === undefined || chapters.has(taken.chapter.value)) continue;
    chapters.set(taken.chapter.value, await readNotebookJson(chapterOf(talk, taken.chapter)));
  }
  return { talk, chapters };
}

/**
 * The notebook that a talk's file makes of the course's chapters.
 * @example await composeTalk(talkFile('pod-sandbox'))
 */
export async function composeTalk(path: string): Promise<{ readonly talk: Talk; readonly notebook: NotebookJson }> {
  const { talk, chapters } = await readTalkWithChapters(path);
  const logo = talk.logo === undefined ? undefined : await readLogo(talk, talk.logo, dirname(path));
  return { talk, notebook: compose(talk, { chapters, logo }) };
}

function chapterOf(talk: Talk, { value, line }: Placed): string {
  try {
    return chapter(value).notebook;
  } catch (error) {
    throw fault(talk.file, line, (error as Error).message);
  }
}

/** The picture beside a talk's file. A link that leads out of that folder is not followed. */
async function readLogo(talk: Talk, { value, line }: Placed, beside: string): Promise<Ingredients['logo']> {
  const path = await realpath(join(beside, value)).catch(() => undefined);
  if (path === undefined) throw fault(talk.file, line, `there is no picture ${value} beside the talk.`);
  if (dirname(path) !== (await realpath(beside)))
    throw fault(talk.file, line, `${value} leads out of the talk’s folder.`);
  if ((await stat(path)).size > largestLogo)
    throw fault(talk.file, line, `${value} is larger than ${largestLogo >> 10} kB.`);
  return { mime: mimes[extname(value)]!, base64: await readFile(path, 'base64') };
}
