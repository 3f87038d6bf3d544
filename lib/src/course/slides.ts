import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { NetdiveError } from '../errors.js';
import { type CellJson, type NotebookJson, slideType, textOf } from './notebook.js';

export interface SlidesOptions {
  /** How messages name it, and its page where it has no heading. */
  readonly name: string;
  /** A chapter as it was read, or what a talk was composed to. */
  readonly notebook: NotebookJson;
  /** The HTML file to write. */
  readonly out: string;
  /** The virtual environment that has nbconvert. */
  readonly venv: string;
  readonly signal?: AbortSignal;
}

export interface Slides {
  readonly file: string;
  /** How many slides are marked, those below others counted too; one that is too full goes on on another. */
  readonly slides: number;
  /** How many of their cells are speaker notes. */
  readonly notes: number;
}

const maker = fileURLToPath(new URL('../../jupyter/slides.py', import.meta.url));
const templates = fileURLToPath(new URL('../../../slides', import.meta.url));

/**
 * Makes one HTML file of a notebook's slides: it needs no network and no other file. What is a slide, a fragment or a
 * speaker's note says the cell's standard metadata, `slideshow.slide_type`.
 * @example await exportSlides({ name: 'wires', notebook: await readNotebookJson('01-wires.ipynb'), out: 'wires.html', venv })
 */
export async function exportSlides({ name, notebook, out, venv, signal }: SlidesOptions): Promise<Slides> {
  const { cells } = notebook;
  const types = cells.map(slideType);
  const slides = types.filter((type) => type === 'slide' || type === 'subslide').length;
  if (slides === 0) {
    throw new NetdiveError(
      `${name} has no slides.`,
      'Mark its cells in JupyterLab: Property Inspector (the two gears), Slide Type.',
    );
  }
  const file = resolve(out);
  await mkdir(dirname(file), { recursive: true });
  const reveal = dirname(createRequire(import.meta.url).resolve('reveal.js'));
  const ask = { notebook: JSON.stringify(notebook), out: file, templates, reveal, title: title(cells) ?? name };
  const { exitCode, stderr } = await execa(join(resolve(venv), 'bin', 'python'), ['-I', maker], {
    input: JSON.stringify(ask),
    reject: false,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  signal?.throwIfAborted();
  if (exitCode !== 0) throw new NetdiveError(`The slides could not be made: ${stderr.trim().split('\n').at(-1) ?? ''}`);
  return { file, slides, notes: types.filter((type) => type === 'notes').length };
}

function title(cells: readonly CellJson[]): string | undefined {
  const headings = cells.map(({ cell_type, source }) =>
    cell_type === 'markdown' ? /^# (.+)$/m.exec(textOf(source))?.[1] : undefined,
  );
  return headings.find((text) => text !== undefined)?.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
