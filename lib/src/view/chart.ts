import { chartText } from './chartText.js';
import { LABEL, looks, onPage, standing } from './chartLook.js';
import { unitOf } from './chartUnit.js';
import { html, oneLine, trusted } from './escape.js';
import { fitting } from './fit.js';
import { within } from './grid.js';
import { pageStyle } from './theme.js';
import type { View } from './view.js';

/** What to draw of some rows. */
export interface ChartOptions {
  /** How a row is drawn. */
  readonly mark: 'bar' | 'line' | 'point';
  /** The key of the rows that goes to the right. Of a key inside of another, the path: `rtt.avg`. */
  readonly x: string;
  /** The key of the rows that goes up: numbers. */
  readonly y: string;
  /** The key that tells one series from another. */
  readonly color?: string;
  /** Above the chart. */
  readonly title?: string;
  /** What the axis to the right says instead of its key. */
  readonly xTitle?: string;
  /** What the upright axis says instead of its key. */
  readonly yTitle?: string;
  /** The unit of y, and of x where it has one: `ms`, `packets/s`. A key whose name says it needs none. */
  readonly unit?: string;
  /** The unit of x, where its key does not say it. */
  readonly xUnit?: string;
}

/** A row of a chart, whatever its keys were called. */
export interface ChartPoint {
  readonly x: string | number;
  readonly y: number;
  readonly color?: string;
}

/**
 * Rows as a chart: a picture, a vega-lite specification and a text.
 * @example await chart(rows, { mark: 'bar', x: 'ifname', y: 'rx', unit: 'packets' })
 */
export async function chart(rows: readonly object[], chosen: ChartOptions): Promise<View> {
  const options = withUnits(chosen);
  const points = pointsOf(rows, options);
  const view = await chartSpec(specOf(points, options));
  return { ...view, text: chartText(points, options) };
}

/**
 * A vega-lite specification as a chart; its data has to be in it.
 * @example await chartSpec({ mark: 'bar', data: { values: rows }, encoding: { x: { field: 'ifname' } } })
 */
export async function chartSpec(spec: object): Promise<View> {
  // The newest that readers of notebooks render.
  const vegaLite = { ...spec, $schema: 'https://vega.github.io/schema/vega-lite/v5.json' };
  const title = (spec as { title?: unknown }).title;
  const svg = await svgOf(vegaLite);
  const [, width = '640'] = /^<svg[^>]* width="([\d.]+)"/.exec(svg) ?? [];
  return {
    text: oneLine(typeof title === 'string' ? `chart: ${title}` : 'chart'),
    svg: standing(svg),
    html: html`<div class="nd nd-chart" style="--nd-width:${width}px">${style}${trusted(onPage(svg))}</div>`.toString(),
    vegaLite,
  };
}

// An axis without a unit says nothing: the course's own keys tell theirs.
function withUnits(options: ChartOptions): ChartOptions {
  const { x, y, xTitle, yTitle, xUnit, unit } = options;
  const right = unitOf(x);
  const up = unitOf(y);
  return {
    ...options,
    ...(xUnit === undefined && right && { xUnit: right.unit, xTitle: xTitle ?? right.title }),
    ...(unit === undefined && up && { unit: up.unit, yTitle: yTitle ?? up.title }),
  };
}

function pointsOf(rows: readonly object[], { x, y, color }: ChartOptions): ChartPoint[] {
  const points = rows
    .filter((row) => within(row, y) !== undefined && within(row, y) !== null)
    .map((row): ChartPoint => {
      const right = within(row, x);
      return {
        x: typeof right === 'number' ? right : oneLine(String(right)),
        y: Number(within(row, y)),
        ...(color === undefined ? {} : { color: oneLine(String(within(row, color))) }),
      };
    });
  const wrong = points.find((point) => !Number.isFinite(point.y));
  if (wrong !== undefined)
    throw new TypeError(`"${y}" of the row at ${x} = ${wrong.x} is not a number, so a chart cannot draw it.`);
  return points;
}

function specOf(points: readonly ChartPoint[], options: ChartOptions): object {
  const { mark, title, color, unit, xUnit } = options;
  const withUnit = (name: string, of: string | undefined): string =>
    oneLine(of === undefined ? name : `${name} (${of})`);
  const numbers = mark !== 'bar' && points.every((point) => typeof point.x === 'number');
  // About 7 pixels a character, in an equal share of the width for each.
  const places = new Set(points.map((point) => point.x)).size;
  const long = points.some((point) => String(point.x).length * 7 > 640 / places - 8);
  const xTitle = withUnit(options.xTitle ?? options.x, xUnit);
  const group = { field: 'color', type: 'nominal', title: color === undefined ? undefined : oneLine(color) };
  return {
    ...(title === undefined ? {} : { title: oneLine(title) }),
    width: 640,
    height: 300,
    data: { values: points },
    mark: {
      type: mark,
      tooltip: true,
      ...(mark === 'bar'
        ? { cornerRadiusEnd: 3 }
        : mark === 'line'
          ? { point: true, strokeWidth: 2.5 }
          : { filled: true, size: 70, opacity: 0.9 }),
    },
    encoding: {
      // The order of the rows is the reader's: nothing is sorted.
      x: numbers
        ? { field: 'x', type: 'quantitative', title: xTitle, scale: { zero: false } }
        : {
            field: 'x',
            type: 'ordinal',
            sort: null,
            title: xTitle,
            axis: { labelAngle: long ? -35 : 0, labelLimit: 160 },
          },
      y: { field: 'y', type: 'quantitative', title: withUnit(options.yTitle ?? options.y, unit) },
      ...(color === undefined
        ? {}
        : { color: { ...group, sort: null, ...(mark === 'line' ? { legend: { symbolType: 'stroke' } } : {}) } }),
      // Not by colour alone.
      ...(color === undefined
        ? {}
        : mark === 'bar'
          ? { xOffset: { ...group, sort: null } }
          : mark === 'line'
            ? { strokeDash: { ...group, sort: null } }
            : { shape: { ...group, sort: null } }),
    },
    ...looks,
  };
}

const style = trusted(`<style>${pageStyle}${fitting('nd-chart', 'marks', LABEL)}</style>`);

// vega is large and waits while it loads: only a notebook that draws a chart pays for it.
async function svgOf(spec: object): Promise<string> {
  const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const loader = vega.loader();
  // A chart shows what is in its specification: it fetches nothing.
  const wanted: string[] = [];
  loader.load = (uri) => {
    wanted.push(uri);
    return Promise.resolve('');
  };
  const compiled = compile(spec as Parameters<typeof compile>[0], {
    config: { background: looks.background, ...looks.config },
  });
  const drawn = new vega.View(vega.parse(compiled.spec), { renderer: 'none', loader, logLevel: vega.Error });
  try {
    const svg = await drawn.toSVG();
    if (wanted.length > 0)
      throw new TypeError(`A chart does not load ${oneLine(wanted[0]!)}: put the rows in data.values.`);
    return svg;
  } finally {
    drawn.finalize();
  }
}
