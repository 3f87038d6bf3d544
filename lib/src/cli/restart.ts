import { join, relative } from 'node:path';
import { restartChapter } from '../course/working-copy.js';
import { chapter, fileName } from '../lab/chapters.js';
import { checkout } from '../paths.js';
import type { Verb } from './verb.js';

export const restart: Verb = {
  name: 'restart',
  summary: 'a fresh copy of a chapter to work in; the old one is kept beside it',
  arguments: [['<chapter>', 'its name or number']],
  async run({ args }) {
    const wanted = chapter(args[0] as string);
    const { path, old } = await restartChapter(join(checkout, 'notebooks'), fileName(wanted));
    const shown = (file: string): string => relative(process.cwd(), file);
    const lines = [`A fresh copy: ${shown(path)}`];
    if (old !== undefined) {
      lines.push(
        `What you had: ${shown(old)}`,
        'Where the chapter is open in JupyterLab: File, Reload Notebook from Disk.',
      );
    }
    process.stdout.write(`${lines.join('\n')}\n`);
  },
};
