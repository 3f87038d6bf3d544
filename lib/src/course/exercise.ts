import type { NotebookCell } from './notebook.js';

// An exercise is a code cell tagged `exercise`: starter code, and its name and hints in the cell's metadata
//   "netdive": { "exercise": "veth-up", "hints": ["...", "..."] }
// The next code cell tagged `solution`, folded, solves it. In a learner's copy the solution is folded text, which
// "Run All Cells" does not run.

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
