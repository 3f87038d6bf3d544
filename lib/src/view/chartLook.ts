import { createHash } from 'node:crypto';
import { dark, fonts, light, onDark, page, series } from './theme.js';

/** The size of an axis’s numbers, the smallest text of a chart, in pixels. */
export const LABEL = 12;

/** How vega draws our charts: with a ground and an ink of their own. */
export const looks: { readonly background: string; readonly config: object } = {
  background: light.ground,
  config: {
    font: fonts.plainUi,
    title: { fontSize: 16, anchor: 'start', offset: 14, color: light.ink },
    axis: {
      labelColor: light.muted,
      titleColor: light.ink,
      gridColor: light.line,
      domainColor: light.muted,
      tickColor: light.muted,
      labelFontSize: LABEL,
      titleFontSize: 13,
      titlePadding: 10,
      tickCount: 6,
    },
    legend: { labelFontSize: LABEL, titleFontSize: 13, labelColor: light.ink, titleColor: light.ink },
    view: { stroke: null },
    mark: { color: series[0] },
    range: { category: [...series] },
  },
};

const ours = ['ink', 'muted', 'ground', 'line', 'good', 'warn', 'bad'] as const;

/**
 * A chart that stands alone: those colours of ours that vega has put in change where what it stands on is dark.
 * @example standing(await view.toSVG())
 */
export function standing(svg: string): string {
  const changed = ours.flatMap((name) =>
    ['fill', 'stroke']
      .filter((attribute) => svg.includes(` ${attribute}="${light[name]}"`))
      .map((attribute) => `[${attribute}="${light[name]}"]{${attribute}:${dark[name]}}`),
  );
  return svg.replace(/^<svg[^>]*>/, (head) => `${head}<style>${onDark(changed.join(''))}</style>`);
}

/**
 * A chart in the colours of the page that it is a part of, light or dark. The names by which its parts refer to each other are
 * its own on the page, too: another kernel’s vega counts from one again.
 * @example onPage(await view.toSVG())
 */
export function onPage(svg: string): string {
  const colours = new Map<string, string>(ours.map((name) => [light[name], page[name]]));
  const own = createHash('sha256').update(svg).digest('hex').slice(0, 8);
  const named = svg.replace(/( id="|url\(#)(clip\d+)/g, `$1nd-${own}-$2`);
  return named.replace(/ (fill|stroke)="(#\w+)"/g, (all, attribute: string, colour: string) =>
    colours.has(colour) ? ` ${attribute}="${colours.get(colour)}"` : all,
  );
}
