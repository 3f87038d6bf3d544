import { oneLine, svg, trusted, type Markup } from '../escape.js';
import type { Colours } from '../theme.js';
import { pillWidth, sizes } from './card.js';
import { familyOf, states } from './kinds.js';
import type { Layout, Path } from './layout.js';
import { legendOf } from './legend.js';
import { rooms, type Box } from './place.js';
import type { Piece, Room } from './tree.js';
import { styleOf } from './style.js';

/** How a drawing looks: in a page's colours, or in its own. */
export interface Look {
  /** The class that keeps one drawing's style from another's. */
  readonly root: string;
  readonly colours: Colours;
  readonly code: string;
  readonly ui: string;
}

/**
 * The drawing as SVG.
 * @example draw(layout, look, 'node1 and node2', text).toString()
 */
export function draw(layout: Layout, look: Look, title: string, description: string): Markup {
  const legend = legendOf(layout);
  const width = Math.max(layout.width, legend.width);
  const height = layout.height + legend.height;
  // Boxes, then cards, then lines: a line ends on a card like a plug. None runs over another card.
  return svg`<svg xmlns="http://www.w3.org/2000/svg" class="${look.root}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">
<title>${title}</title>
<desc>${description}</desc>
<style>${trusted(styleOf(look))}</style>
<rect class="ground" width="${width}" height="${height}"/>
${layout.boxes.map((box) => (box.piece.is === 'device' ? drawDevice(box, box.piece) : drawRoom(box, box.piece)))}
${layout.paths.map(drawLine)}
${legend.drawing(16, layout.height)}
</svg>`;
}

function drawRoom({ x, y, width, height }: Box, { is, heading, change, lines }: Room): Markup {
  const { side, heading: room } = rooms[is];
  const first = y + height - side - (lines.length - 1) * sizes.line;
  const words = lines.map(
    (line, i) =>
      svg`<text class="${line.code ? 'code' : 'word'} route ${line.change}" x="${x + side}" y="${first + i * sizes.line}">${line.text}</text>`,
  );
  return svg`<g class="${is} ${change}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${is === 'machine' ? 12 : 8}"/><text class="heading" x="${x + side}" y="${y + room - (is === 'machine' ? 16 : 12)}">${heading}</text>${words}</g>\n`;
}

function drawDevice(
  { x, y, width, height }: Box,
  { device: { device, change }, card, holds }: Extract<Piece, { is: 'device' }>,
): Markup {
  const left = x + sizes.bar + sizes.pad;
  const pill = pillWidth(card.kind);
  const tip = [device.ifname, device.kind, states[device.state].word, device.mac].filter((part) => part !== undefined);
  const words = card.lines.map(
    (line, i) =>
      svg`<text class="${line.code ? 'code' : 'word'} ${line.change}" x="${left}" y="${y + 69 + i * sizes.line}">${line.text}</text>`,
  );
  return svg`<g class="device ${familyOf(device.kind)} ${device.state} ${change} ${holds && 'holder'}"><title>${oneLine(tip.join(' · '))}</title><rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="7"/><path class="bar" d="M${x + 6} ${y}a6 7 0 0 0 -6 7v${height - 14}a6 7 0 0 0 6 7z"/><text class="name" x="${left}" y="${y + 23}">${card.sign && svg`<tspan class="sign">${card.sign}</tspan>`}${card.name}</text><rect class="pill" x="${left}" y="${y + 31}" width="${pill}" height="19" rx="9.5"/><text class="kind" x="${left + pill / 2}" y="${y + 45}">${card.kind}</text><text class="state" x="${left + pill + 8}" y="${y + 45}">${card.state}</text>${words}</g>\n`;
}

function drawLine({ points, line: { kind, up, change } }: Path): Markup {
  const tips = [points[0]!, points[points.length - 1]!];
  const ends = kind === 'parent' ? [] : tips.map(({ x, y }) => svg`<circle cx="${x}" cy="${y}" r="4.5"/>`);
  const { x, y } = middleOf(points);
  const cut =
    !up && svg`<g class="cut"><circle cx="${x}" cy="${y}" r="8"/><path d="M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7"/></g>`;
  return svg`<g class="line ${kind} ${!up && 'off'} ${change}"><path class="wire" d="${rounded(points)}"/>${ends}${cut}</g>\n`;
}

// The middle of the longest straight piece: a mark there is on the line and away from its corners.
function middleOf(points: Path['points']): { x: number; y: number } {
  let best = { x: 0, y: 0, length: -1 };
  points.slice(1).forEach((to, i) => {
    const from = points[i]!;
    const length = Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
    if (length > best.length) best = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, length };
  });
  return best;
}

function rounded(points: Path['points']): string {
  return points
    .map(({ x, y }, i) => {
      const before = points[i - 1];
      const after = points[i + 1];
      if (before === undefined) return `M${x} ${y}`;
      if (after === undefined) return `L${x} ${y}`;
      const step = (to: { x: number; y: number }): string => {
        const length = Math.hypot(to.x - x, to.y - y);
        const part = length === 0 ? 0 : Math.min(8, length / 2) / length;
        return `${round(x + (to.x - x) * part)} ${round(y + (to.y - y) * part)}`;
      };
      return `L${step(before)}Q${x} ${y} ${step(after)}`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
