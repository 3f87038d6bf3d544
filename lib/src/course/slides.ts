import { resolve } from 'node:path';
import { NetdiveError } from '../errors.js';
import { type NotebookJson, slideType } from './notebook.js';
import { makePages, type Page } from './pages.js';
import { titleOf } from './summary.js';

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

/**
 * Makes one HTML file of a notebook's slides: it needs no network and no other file. What is a slide, a fragment or a
 * speaker's note says the cell's standard metadata, `slideshow.slide_type`.
 * @example await exportSlides({ name: 'wires', notebook: await readNotebookJson('01-wires.ipynb'), out: 'wires.html', venv })
 */
export async function exportSlides({ venv, signal, ...deck }: SlidesOptions): Promise<Slides> {
  await makePages([slidesPage(deck)], { venv, signal });
  const types = deck.notebook.cells.map(slideType);
  return {
    file: resolve(deck.out),
    slides: types.filter(begins).length,
    notes: types.filter((type) => type === 'notes').length,
  };
}

/**
 * The page that a notebook's slides are. Throws a NetdiveError where no cell is marked as a slide.
 * @example slidesPage({ name: 'wires', notebook, out: 'wires.html' }).title
 */
export function slidesPage({ name, notebook, out }: Pick<SlidesOptions, 'name' | 'notebook' | 'out'>): Page {
  if (!notebook.cells.map(slideType).some(begins)) {
    throw new NetdiveError(
      `${name} has no slides.`,
      'Mark its cells in JupyterLab: Property Inspector (the two gears), Slide Type.',
    );
  }
  return { kind: 'slides', out, title: titleOf(notebook) ?? name, notebook };
}

/** Whether a cell begins a slide. */
const begins = (type: string | undefined): boolean => type === 'slide' || type === 'subslide';
