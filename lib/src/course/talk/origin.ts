import { z } from 'zod';
import type { CellJson } from '../notebook.js';

/** Where a talk's cell was taken from. */
export interface Origin {
  /** The chapter, as the talk names it. */
  readonly chapter: string;
  /** The cell's id there. */
  readonly cell: string;
}

/** The cell, with where it comes from in its metadata. */
export const comingFrom = (cell: CellJson, from: Origin): CellJson => ({
  ...cell,
  metadata: { ...cell.metadata, netdive: { ...(cell.metadata.netdive as object | undefined), from } },
});

const origin = z.object({ netdive: z.object({ from: z.object({ chapter: z.string(), cell: z.string() }) }) });

/** Where a cell comes from; undefined for one that is a talk's own, or a speaker's. */
export const originOf = ({ metadata }: Pick<CellJson, 'metadata'>): Origin | undefined =>
  origin.safeParse(metadata).data?.netdive.from;
