import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { NetdiveError } from '../errors.js';
import { schemeStyle } from '../view/theme.js';
import type { NotebookJson } from './notebook.js';

/** A page to make of a notebook. */
export interface Page {
  /** Slides; a chapter to read; the course's first page. */
  readonly kind: 'slides' | 'chapter' | 'course';
  /** The HTML file to write, and the folders above it. */
  readonly out: string;
  /** Plain text. */
  readonly title: string;
  readonly notebook: NotebookJson;
  /** What the page says beside its notebook: its template's own business. */
  readonly about?: object;
}

export interface PagesOptions {
  /** The virtual environment that has nbconvert. */
  readonly venv: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with the path of each file, once it is whole. */
  readonly onPage?: (out: string) => void;
}

const maker = fileURLToPath(new URL('../../jupyter/pages.py', import.meta.url));
const templates = fileURLToPath(new URL('../../../slides', import.meta.url));

/**
 * Makes pages, one after another, by nbconvert. Each is one file that needs no network and no other file. Throws a NetdiveError.
 * @example await makePages([{ kind: 'slides', out: 'wires.html', title: 'Wires', notebook }], { venv: '.venv' })
 */
export async function makePages(pages: readonly Page[], { venv, signal, onPage }: PagesOptions): Promise<void> {
  const reveal = dirname(createRequire(import.meta.url).resolve('reveal.js'));
  const asked = pages.map((page) => ({ ...page, out: resolve(page.out), notebook: JSON.stringify(page.notebook) }));
  const python = execa(join(resolve(venv), 'bin', 'python'), ['-I', maker], {
    input: JSON.stringify({ templates, reveal, colours: schemeStyle, pages: asked }),
    reject: false,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  for await (const out of python) onPage?.(out);
  const { exitCode, stderr } = await python;
  signal?.throwIfAborted();
  if (exitCode !== 0) throw new NetdiveError(`The pages could not be made: ${stderr.trim().split('\n').at(-1) ?? ''}`);
}
