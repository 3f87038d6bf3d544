import { join, relative } from 'node:path';
import { deck } from '../course/deck.js';
import { restartChapter, restartCopy, talkCopy, type Restarted } from '../course/working-copy.js';
import { fileName, findChapter } from '../lab/chapters.js';
import { checkout } from '../paths.js';
import type { Verb } from './verb.js';

export const restart: Verb = {
  name: 'restart',
  summary: 'a fresh copy of a chapter, or of a talk, to work in; the old one is kept beside it',
  arguments: [['<chapter|talk>', 'a chapter’s name or number, or the name of a talk in slides/talks']],
  async run({ args }) {
    const { path, old } = await fresh(args[0] as string, join(checkout, 'notebooks'));
    const shown = (file: string): string => relative(process.cwd(), file);
    const lines = [`A fresh copy: ${shown(path)}`];
    if (old !== undefined) {
      lines.push(`What you had: ${shown(old)}`, 'Where it is open in JupyterLab: File, Reload Notebook from Disk.');
    }
    process.stdout.write(`${lines.join('\n')}\n`);
  },
};

async function fresh(wanted: string, notebooks: string): Promise<Restarted> {
  const chapter = findChapter(wanted);
  if (chapter !== undefined) return restartChapter(notebooks, fileName(chapter));
  const talk = await deck(wanted);
  return restartCopy(notebooks, talk.name, () => talkCopy(notebooks, talk));
}
