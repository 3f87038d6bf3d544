import { type NotebookJson, textOf } from './notebook.js';
import { headings } from './talk/headings.js';

/**
 * The first heading of a notebook, as plain text; undefined where it has none.
 * @example titleOf(await readNotebookJson('notebooks/01-veth.ipynb')) // 'A cable made of software'
 */
export function titleOf(notebook: NotebookJson): string | undefined {
  const texts = notebook.cells.filter(({ cell_type }) => cell_type === 'markdown').map(({ source }) => textOf(source));
  const first = texts.flatMap((text) => headings(text)).find(({ level }) => level === 1);
  return first === undefined ? undefined : plain(first.text);
}

/**
 * The question that a chapter begins with: what stands bold below its title, as plain text. Empty where there is none.
 * @example questionOf(await readNotebookJson('notebooks/09-tun-tap.ipynb')) // 'How can a program be the wire?'
 */
export function questionOf({ cells }: NotebookJson): string {
  const [, question] = /^\*\*(.+?)\*\*\s*$/m.exec(textOf(cells[0]?.source ?? '')) ?? [];
  return question === undefined ? '' : plain(question);
}

/** Markdown's marks taken away, and signs that it keeps from being marks as they are. */
const plain = (text: string): string =>
  text.replace(/\\([!-/:-@[-`{-~])|[`*]/g, (_, sign: string | undefined) => sign ?? '');
