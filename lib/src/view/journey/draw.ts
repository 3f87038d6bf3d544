import { oneLine, svg, trusted, type Markup } from '../escape.js';
import { legendWith, type Legend, type LegendItem } from '../legend.js';
import type { Look } from '../look.js';
import type { Family } from '../theme.js';
import type { Band, JourneyLayout } from './layout.js';
import type { Column, Room } from './columns.js';
import type { Note } from './note.js';
import { placeOf, type Mark } from './rows.js';
import { sizes } from './sizes.js';
import { styleOf } from './style.js';

/** Which part of a drawing: on a page the times stay while the rest scrolls. */
export type Part = 'all' | 'times' | 'rest';

/** What else a drawing is told. */
export interface Words {
  readonly title: string;
  readonly description: string;
  /** The colour of a device's kind. */
  readonly familyOf: (column: Column) => Family;
}

/**
 * The drawing, or a part of it, as SVG.
 * @example draw(layout, alone('nd-plain-way'), 'all', words).toString()
 */
export function draw(layout: JourneyLayout, look: Look, part: Part, { title, description, familyOf }: Words): Markup {
  const legend = legendOf(layout);
  const height = layout.height + legend.height;
  const [x, width] =
    part === 'all' ? [0, layout.width] : part === 'times' ? [0, sizes.left] : [sizes.left, layout.width - sizes.left];
  const said = part !== 'times' && svg`<title>${title}</title>\n<desc>${description}</desc>\n`;
  return svg`<svg xmlns="http://www.w3.org/2000/svg" class="${look.root}" viewBox="${x} 0 ${width} ${height}" width="${width}" height="${height}" ${part === 'times' ? trusted('aria-hidden="true"') : svg`role="img" aria-label="${title}"`}>
${said}<style>${trusted(styleOf(look))}</style>
<rect class="ground" x="${x}" width="${width}" height="${height}"/>
${part !== 'times' && drawAll(layout, familyOf, legend)}${part !== 'rest' && drawTimes(layout)}</svg>`;
}

function drawAll(layout: JourneyLayout, familyOf: Words['familyOf'], legend: Legend): Markup {
  const { rooms, columns, bands, marks, footer, bottom } = layout;
  const notes = marks.flatMap((mark) => (mark.note ? [drawNote(mark.note, mark.is === 'end')] : []));
  return svg`${rooms.map((room) => drawRoom(room, layout))}
${columns.map((column) => drawDevice(column, layout, familyOf(column)))}
${bands.map(drawBand)}
${marks.map(drawPipe)}${marks.map(drawLine)}${notes}${marks.map(drawMark)}
<g class="footer">${footer.map((text, i) => svg`<text class="footer" x="${sizes.left}" y="${bottom + 20 + i * sizes.line}">${text}</text>`)}</g>
${legend.drawing(sizes.left, layout.height)}
`;
}

function drawTimes({ marks, heads }: JourneyLayout): Markup {
  const right = sizes.left - 10;
  const unit = sizes.margin + heads.machine + heads.namespace + heads.device - 12;
  return svg`<text class="unit" x="${right}" y="${unit}">ms</text>
${marks.map(({ time, y }) => time !== undefined && svg`<text class="time" x="${right}" y="${y + 4}">${time}</text>`)}
`;
}

function drawRoom({ is, heading, x, width }: Room, { heads, bottom }: JourneyLayout): Markup {
  const machine = is === 'machine';
  const top = machine ? sizes.margin : sizes.margin + heads.machine;
  const end = machine ? bottom : bottom - 8;
  const [first, line] = machine ? [25, 22] : [19, 18];
  const words = heading.map(
    (text, i) => svg`<text x="${round(x + width / 2)}" y="${top + first + i * line}">${text}</text>`,
  );
  return svg`<g class="${is}"><rect x="${round(x)}" y="${top}" width="${round(width)}" height="${round(end - top)}" rx="${machine ? 12 : 8}"/>${words}</g>\n`;
}

function drawDevice({ name, x, width, where }: Column, { heads, bottom }: JourneyLayout, family: Family): Markup {
  const top = sizes.margin + heads.machine + heads.namespace;
  const height = heads.device - 4;
  const [left, wide] = [round(x - width / 2 + 3), round(width - 6)];
  // Names of one line stand in the middle of a card that others make higher.
  const first = top + height / 2 + 4.5 - ((name.length - 1) * sizes.line) / 2;
  return svg`<g class="device ${family}"><title>${oneLine(placeOf(where))}</title><path class="life" d="M${round(x)} ${top + height}V${round(bottom - 14)}"/><rect x="${left}" y="${top}" width="${wide}" height="${height}" rx="6"/><path class="bar" d="M${left} ${top + 6}a6 6 0 0 1 6 -6h${round(wide - 12)}a6 6 0 0 1 6 6z"/>${name.map(
    (text, i) => svg`<text x="${round(x)}" y="${round(first + i * sizes.line)}">${text}</text>`,
  )}</g>\n`;
}

function drawBand({ lines, way, y, width, height }: Band): Markup {
  const x = sizes.left;
  return svg`<g class="band ${way}"><rect class="over" x="${x}" y="${y}" width="${round(width)}" height="${height}" rx="6"/><rect class="tint" x="${x}" y="${y}" width="${round(width)}" height="${height}" rx="6"/><rect class="edge" x="${x}" y="${y}" width="5" height="${height}" rx="2.5"/>${lines.map((text, i) => svg`<text x="${x + 16}" y="${y + 18 + i * 19}">${text}</text>`)}</g>\n`;
}

function drawPipe({ from, carried, ...mark }: Mark): Markup | false {
  return from !== undefined && carried === 'on the way' && svg`<path class="pipe" d="${wayTo(from, mark, 0)}"/>\n`;
}

function drawLine({ from, way, is, carried, ...mark }: Mark): Markup | false {
  if (from === undefined) return false;
  const short = is === 'end' ? 0 : carried === 'no' ? 10 : 14;
  return svg`<g class="${way} ${is === 'end' && 'end'}"><path class="wire" d="${wayTo(from, mark, short)}"/>${is !== 'end' && headAt(from, mark, short)}</g>\n`;
}

// Down the device's own line, then across: several from one place look like a tree.
function wayTo(from: { x: number; y: number }, { x, y }: { x: number; y: number }, short: number): string {
  if (from.x === x) return `M${round(x)} ${from.y}V${y - short}`;
  const way = Math.sign(x - from.x);
  const bend = Math.min(9, Math.abs(x - from.x) / 2);
  return `M${round(from.x)} ${from.y}V${y - bend}q0 ${bend} ${way * bend} ${bend}H${round(x - way * short)}`;
}

function headAt(from: { x: number }, { x, y }: { x: number; y: number }, short: number): Markup {
  const way = Math.sign(x - from.x);
  const path =
    way === 0
      ? `M${round(x - 5)} ${y - short - 4}l5 8l5 -8`
      : `M${round(x - way * (short + 4))} ${y - 5}l${way * 8} 5l${-way * 8} 5`;
  return svg`<path class="head" d="${path}"/>`;
}

function drawMark({ is, way, carried, x, y, tip }: Mark): Markup {
  const at = round(x);
  const cross = (size: number, classes: string): Markup =>
    svg`<circle class="patch" cx="${at}" cy="${y}" r="${size + 3}"/><path class="cross ${classes}" d="M${round(x - size)} ${y - size}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}"/>`;
  const shape =
    is === 'end'
      ? cross(7, '')
      : is === 'unwanted'
        ? cross(4, 'unwanted')
        : svg`${carried !== 'no' && svg`<circle class="ring" cx="${at}" cy="${y}" r="7.5"/>`}<circle class="${is}" cx="${at}" cy="${y}" r="${is === 'start' ? 6 : 4.5}"/>`;
  return svg`<g class="mark ${way}"><title>${oneLine(tip)}</title>${shape}</g>\n`;
}

function drawNote({ x, y, width, height, lines }: Note, bad: boolean): Markup {
  const bars = lines.map(
    ({ tone }, i) =>
      svg`<rect class="bar ${tone}" x="${round(x)}" y="${y + 3.5 + i * sizes.line}" width="3.5" height="${sizes.line}"/>`,
  );
  const words = lines.map(
    ({ text, tone }, i) =>
      svg`<text class="${tone}" x="${round(x + 10)}" y="${y + 16 + i * sizes.line}">${text}</text>`,
  );
  return svg`<g class="note ${bad && 'bad'}"><rect class="box" x="${round(x)}" y="${y}" width="${round(width)}" height="${height}" rx="3"/>${bars}${words}</g>\n`;
}

function legendOf({ marks, width }: JourneyLayout): Legend {
  const has = (what: (mark: Mark) => boolean): boolean => marks.some(what);
  const items: LegendItem[] = [
    ...(has(({ way, from }) => way === 'request' && from !== undefined)
      ? [{ classes: 'request', word: 'on its way' }]
      : []),
    ...(has(({ way, from }) => way === 'reply' && from !== undefined) ? [{ classes: 'reply', word: 'an answer' }] : []),
    ...(has(({ carried }) => carried !== 'no') ? [{ classes: 'carried', word: 'inside of another packet' }] : []),
    ...(has(({ is }) => is === 'end') ? [{ classes: 'end', word: 'ends here', sign: '✕' }] : []),
    ...(has(({ is }) => is === 'unwanted')
      ? [{ classes: 'unwanted', word: 'flooded to who is not meant', sign: '✕' }]
      : []),
  ];
  return legendWith(items, Math.min(width, 820) - sizes.left);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
