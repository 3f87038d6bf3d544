import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { NetdiveError } from '../errors.js';

/** A cell as the course reads it. */
export interface NotebookCell {
  /** Its name in the notebook, where the notebook has names (nbformat 4.5). */
  readonly id?: string;
  readonly type: 'code' | 'markdown' | 'raw';
  readonly source: string;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  /** What the cell showed, in Jupyter's own form. */
  readonly outputs: readonly unknown[];
}

const largest = 64 * 1024 * 1024;

/** A text as nbformat has it: whole, or line by line. */
export const multilineText: z.ZodType<string> = z.union([
  z.string(),
  z.array(z.string()).transform((lines) => lines.join('')),
]);

const cellSchema = z
  .looseObject({
    id: z.string().optional(),
    cell_type: z.enum(['code', 'markdown', 'raw']),
    source: multilineText,
    metadata: z.looseObject({ tags: z.array(z.string()).optional() }).default({}),
    outputs: z.array(z.unknown()).default([]),
  })
  .transform(({ id, cell_type, source, metadata, outputs }): NotebookCell => ({
    ...(id !== undefined && { id }),
    type: cell_type,
    source,
    tags: metadata.tags ?? [],
    metadata,
    outputs,
  }));

const notebookSchema = z.looseObject({
  nbformat: z.literal(4),
  cells: z.array(cellSchema).max(2000),
});

/** A notebook as Jupyter's own format has it (nbformat 4). */
export interface NotebookJson {
  readonly nbformat: number;
  readonly cells: readonly CellJson[];
  readonly [key: string]: unknown;
}

/** A cell as Jupyter's own format has it. A source may be a list of lines. */
export interface CellJson {
  readonly id?: string;
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** A source as one text. */
export const textOf = (source: CellJson['source']): string => (typeof source === 'string' ? source : source.join(''));

/** What a cell is among slides, by Jupyter's own mark: `slide`, `subslide`, `fragment`, `notes`, `skip`. */
export const slideType = ({ metadata }: Pick<CellJson, 'metadata'>): string | undefined => {
  const { slideshow } = metadata;
  return typeof slideshow === 'object' && slideshow !== null && 'slide_type' in slideshow
    ? String(slideshow.slide_type)
    : undefined;
};

/** A notebook's JSON as it stands in the file. A notebook is a stranger's: what is too large or no notebook is refused. */
export async function readNotebookJson(path: string): Promise<NotebookJson> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new NetdiveError(`There is no notebook ${path}.`, undefined, { cause });
  });
  if (size > largest) throw new NetdiveError(`${basename(path)} is larger than ${largest >> 20} MB: it is not read.`);
  try {
    const json: unknown = JSON.parse(await readFile(path, 'utf8'));
    notebookSchema.parse(json);
    return json as NotebookJson;
  } catch (cause) {
    throw new NetdiveError(`${basename(path)} is not a Jupyter notebook of format 4.`, undefined, { cause });
  }
}

/** How a cell's code begins: what names it to a person. */
export const beginningOf = (source: string): string => source.trim().split('\n')[0]!;

/** The cells of a notebook that was read. */
export const notebookCells = (notebook: NotebookJson): readonly NotebookCell[] => notebookSchema.parse(notebook).cells;

/**
 * The cells of a notebook's text. Throws where it is none.
 * @example cellsOf(readFileSync('notebooks/01-wires.ipynb', 'utf8'))[0].source
 */
export function cellsOf(json: string): readonly NotebookCell[] {
  if (json.length > largest) throw new NetdiveError(`A notebook of more than ${largest >> 20} MB is not read.`);
  return notebookSchema.parse(JSON.parse(json)).cells;
}

/**
 * A notebook's cells.
 * @example (await readNotebook('notebooks/01-wires.ipynb'))[0].source
 */
export async function readNotebook(path: string): Promise<readonly NotebookCell[]> {
  return notebookCells(await readNotebookJson(path));
}
