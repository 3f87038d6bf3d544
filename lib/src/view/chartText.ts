import type { ChartOptions, ChartPoint } from './chart.js';
import { oneLine } from './escape.js';
import { columnsOf, padTo, shorten } from './measure.js';

const bars = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const steps = '▁▂▃▄▅▆▇█';

/**
 * A chart in letters: bars of blocks, a line of steps for each series, or a grid of points.
 * @example chartText([{ x: 'eth0', y: 12 }], { mark: 'bar', x: 'ifname', y: 'rx', unit: 'packets' })
 */
export function chartText(points: readonly ChartPoint[], options: ChartOptions): string {
  const { title, xTitle = options.x, yTitle = options.y, unit, xUnit } = options;
  const name = (what: string, of: string | undefined): string => (of === undefined ? what : `${what} (${of})`);
  const heading = `${title === undefined ? '' : `${title}: `}${name(yTitle, unit)} by ${name(xTitle, xUnit)}`;
  const draw = { bar: barLines, line: stepLines, point: gridLines }[options.mark];
  return [oneLine(heading), ...(points.length > 0 ? draw(points, unit) : ['no rows'])].join('\n');
}

function barLines(points: readonly ChartPoint[], unit = ''): string[] {
  const most = Math.max(...points.map((point) => point.y), Number.MIN_VALUE);
  const shown = points.slice(0, 40);
  const labels = shown.map(({ x, color }) => shorten(color === undefined ? String(x) : `${x} ${color}`, 32));
  const room = Math.max(...labels.map(columnsOf));
  const lines = shown.map(({ y }, i) => {
    const eighths = Math.round((Math.max(0, y) / most) * 40 * 8);
    const bar = '█'.repeat(Math.floor(eighths / 8)) + bars[eighths % 8];
    return `${padTo(labels[i]!, room)} ${padTo(bar, 40)} ${number(y)} ${unit}`.trimEnd();
  });
  return points.length > shown.length ? [...lines, `... and ${points.length - shown.length} more`] : lines;
}

function stepLines(points: readonly ChartPoint[], unit = ''): string[] {
  const all = seriesOf(points);
  const [low, high] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))];
  const room = Math.max(...[...all.keys()].map(columnsOf));
  const lines = [...all].map(([name, own]) => {
    const ys = own.map(({ y }) => y);
    const line = sampled(ys, 60)
      .map((y) => steps[high === low ? 0 : Math.round(((y - low) / (high - low)) * 7)])
      .join('');
    return `${padTo(name, room)} ${line} ${number(Math.min(...ys))} to ${number(Math.max(...ys))} ${unit}`.trim();
  });
  return [...lines, `x from ${points[0]!.x} to ${points.at(-1)!.x}`];
}

// At most so many values; each the highest of its share, since a peak is what one looks for.
function sampled(values: readonly number[], count: number): number[] {
  const share = Math.max(1, values.length / count);
  return Array.from({ length: Math.min(count, values.length) }, (_, i) =>
    Math.max(...values.slice(Math.floor(i * share), Math.max(Math.floor((i + 1) * share), Math.floor(i * share) + 1))),
  );
}

function gridLines(points: readonly ChartPoint[], unit = ''): string[] {
  const [columns, rows] = [60, 12];
  const names = [...new Set(points.map(({ x }) => x))];
  const right = points.map(({ x }) => (typeof x === 'number' ? x : names.indexOf(x)));
  const up = points.map(({ y }) => y);
  const place = (value: number, all: readonly number[], cells: number): number => {
    const [low, high] = [Math.min(...all), Math.max(...all)];
    return high === low ? 0 : Math.round(((value - low) / (high - low)) * (cells - 1));
  };
  const signs = [...seriesOf(points).keys()];
  const grid = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ' '));
  points.forEach(({ color = '' }, i) => {
    grid[rows - 1 - place(up[i]!, up, rows)]![place(right[i]!, right, columns)] = '●○▲△■□'[signs.indexOf(color) % 6]!;
  });
  const legend = signs.filter((sign) => sign !== '').map((sign, i) => `${'●○▲△■□'[i % 6]} ${sign}`);
  return [
    `${number(Math.max(...up))} ${unit}`.trimEnd(),
    ...grid.map((line) => `│${line.join('').trimEnd()}`),
    `└${'─'.repeat(columns)} from ${number(Math.min(...up))} ${unit}`.trimEnd(),
    `x from ${points[right.indexOf(Math.min(...right))]!.x} to ${points[right.indexOf(Math.max(...right))]!.x}`,
    ...(legend.length > 0 ? [legend.join('  ')] : []),
  ];
}

function seriesOf(points: readonly ChartPoint[]): Map<string, ChartPoint[]> {
  const all = new Map<string, ChartPoint[]>();
  for (const point of points) all.set(point.color ?? '', [...(all.get(point.color ?? '') ?? []), point]);
  return all;
}

function number(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
