import { fileURLToPath } from 'node:url';
import { fileName, type Chapter } from '../../lib/src/lab/chapters.js';

/** How to prove that a check can fail: a command that makes its claim untrue, run on a machine before a cell. */
export interface Break {
  /** The claim, as the check says it. */
  readonly claim: string;
  readonly command: string;
  /** Where it is run; node1 where not given. */
  readonly on?: 'node1' | 'node2';
  /** Words of the cell to run it before; where not given, the last cell up to the check's that runs something. */
  readonly before?: string;
  /** Other claims about the same fact: they may fall with it. */
  readonly also?: readonly string[];
}

/** The file that says how a chapter's checks are broken. */
export const breaksFile = (chapter: Chapter): string =>
  fileURLToPath(new URL(`${fileName(chapter)}.breaks.ts`, import.meta.url));
