import { getBorderCharacters, table } from 'table';
import type { Grid } from './grid.js';
import { columnsOf } from './measure.js';

/**
 * A table for a terminal so many columns wide; long cells are wrapped.
 * @example tableText(gridOf(links), 100)
 */
export function tableText({ title, heads, cells, more }: Grid, width: number): string {
  const lines = [heads, ...cells.map((line) => line.map((cell) => cell.text))].map((line) => [...line]);
  const body =
    cells.length === 0 || heads.length === 0
      ? 'no rows'
      : table(lines, {
          border: getBorderCharacters('norc'),
          drawHorizontalLine: (i, count) => i === 0 || i === 1 || i === count,
          columns: widths(lines, width).map((columns, i) => ({
            width: columns,
            wrapWord: true,
            alignment: cells.every((line) => line[i]?.numeric || line[i]?.text === '') ? 'right' : 'left',
          })),
        }).trimEnd();
  return [title, body, more > 0 ? `... and ${more} more` : undefined].filter((part) => part !== undefined).join('\n');
}

// Each column as wide as its longest cell; where that is too much, the widest gives way, one column at a time: first those
// that can break at a blank, then, when only whole words are left, any.
function widths(lines: readonly (readonly string[])[], width: number): number[] {
  const longest = (i: number, parts: (cell: string) => string[]): number =>
    Math.max(1, ...lines.flatMap((line) => parts(line[i] ?? '').map(columnsOf)));
  const heads = lines[0] ?? [];
  const columns = heads.map((_, i) => longest(i, (cell) => [cell]));
  const words = heads.map((_, i) => longest(i, (cell) => cell.split(' ')));
  const room = Math.max(width - 3 * columns.length - 1, columns.length);
  for (let excess = columns.reduce((sum, column) => sum + column, -room); excess > 0; excess--) {
    const loose = columns.map((column, i) => (column > words[i]! ? column : 0));
    const choice = loose.some((column) => column > 0) ? loose : columns;
    columns[choice.indexOf(Math.max(...choice))]! -= 1;
  }
  return columns;
}
