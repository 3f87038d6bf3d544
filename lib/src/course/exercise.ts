import { z } from 'zod';
import { claimsIn } from './claims.js';
import type { NotebookCell } from './notebook.js';

// An exercise is a code cell tagged `exercise`: starter code, and its name and hints in the cell's metadata
//   "netdive": { "exercise": "veth-up", "hints": ["...", "..."] }
// The next code cell tagged `solution`, folded, solves it. In a learner's copy the solution is folded text, which
// "Run All Cells" does not run. The checks from there to the next heading or exercise tell whether it is solved.

/** An exercise as its notebook describes it. */
export interface Exercise {
  readonly name: string;
  readonly hints: readonly string[];
  /** What holds once it is solved. */
  readonly claims: readonly string[];
}

const exerciseSchema = z.object({ exercise: z.string(), hints: z.array(z.string()).default([]) });

/**
 * The exercises of a notebook, in its order.
 * @example exercisesOf(await readNotebook('notebooks/01-wires.ipynb')).map(({ name }) => name)
 */
export function exercisesOf(cells: readonly NotebookCell[]): Exercise[] {
  return cells.flatMap(({ metadata }, index) => {
    const found = exerciseSchema.safeParse(metadata['netdive']).data;
    if (found === undefined) return [];
    const rest = cells.slice(index + 1);
    const end = rest.findIndex(ends);
    const judging = rest.slice(0, end < 0 ? rest.length : end);
    return [{ name: found.exercise, hints: found.hints, claims: judging.flatMap(({ source }) => claimsIn(source)) }];
  });
}

const ends = ({ type, source, metadata }: NotebookCell): boolean =>
  (type === 'markdown' && /^#{1,6} /m.test(source)) || exerciseSchema.safeParse(metadata['netdive']).success;

/** A cell to run: its place in the notebook, and the code. */
export interface CellToRun {
  readonly index: number;
  readonly source: string;
}

/**
 * What running a notebook means: all of its code, with every exercise either as its starter code or as its solution.
 * @param solve run the solutions, and not what they solve
 */
export function cellsToRun(cells: readonly NotebookCell[], solve: boolean): readonly CellToRun[] {
  const left = solve ? 'exercise' : 'solution';
  return cells.flatMap((cell, index) => {
    const source = codeOf(cell);
    return source === undefined || source.trim() === '' || cell.tags.includes(left) ? [] : [{ index, source }];
  });
}

/** A cell's code; a folded solution's too. */
export function codeOf(cell: NotebookCell): string | undefined {
  if (cell.type === 'code') return cell.source;
  return cell.tags.includes('solution') ? /^```ts\n([\s\S]*?)\n```$/m.exec(cell.source)?.[1] : undefined;
}

/** A solution as folded text. */
export function foldedSolution(source: string): string {
  return `<details>\n<summary>A solution</summary>\n\n\`\`\`ts\n${source.trimEnd()}\n\`\`\`\n\n</details>`;
}
