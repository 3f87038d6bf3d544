import { oneLine, svg, trusted, type Markup } from '../escape.js';
import type { Look } from '../look.js';
import { pillWidth, sizes } from './card.js';
import { changes, familyOf, states } from './kinds.js';
import type { Layout, Path } from './layout.js';
import { labelsOf, type Label } from './labels.js';
import { legendOf } from './legend.js';
import type { Box } from './place.js';
import type { Piece, Room } from './tree.js';
import { styleOf } from './style.js';

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

function drawRoom(box: Box, room: Room): Markup {
  const { x, y, width, height } = box;
  const [heading, ...routes] = labelsOf(box, room).map(drawLabel);
  return svg`<g class="${room.is} ${room.change}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${room.is === 'machine' ? 12 : 8}"/>${heading}${routes}</g>\n`;
}

function drawDevice(box: Box, piece: Extract<Piece, { is: 'device' }>): Markup {
  const { x, y, width, height } = box;
  const { device: scene, card, holds } = piece;
  const { device, change } = scene;
  const tip = [device.ifname, device.kind, states[device.state].word, device.mac].filter((part) => part !== undefined);
  const [name, ...more] = labelsOf(box, piece).map(drawLabel);
  return svg`<g class="device ${familyOf(device.kind)} ${device.state} ${change} ${holds && 'holder'}"><title>${oneLine(tip.join(' · '))}</title><rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="7"/><path class="bar" d="M${x + 6} ${y}a6 7 0 0 0 -6 7v${height - 14}a6 7 0 0 0 6 7z"/>${name}<rect class="pill" x="${x + sizes.bar + sizes.pad}" y="${y + 31}" width="${pillWidth(card.kind)}" height="19" rx="9.5"/>${more}</g>\n`;
}

function drawLabel({ text, sign, classes, x, y }: Label): Markup {
  return svg`<text class="${classes}" x="${x}" y="${y}">${sign && svg`<tspan class="sign">${sign}</tspan>`}${text}</text>`;
}

function drawLine({ points, line: { kind, up, change } }: Path): Markup {
  const tips = [points[0]!, points[points.length - 1]!];
  const ends = kind === 'parent' ? [] : tips.map(({ x, y }) => svg`<circle cx="${x}" cy="${y}" r="4.5"/>`);
  const { x, y } = middleOf(points);
  const mark = !up
    ? svg`<g class="cut"><circle cx="${x}" cy="${y}" r="8"/><path d="M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7"/></g>`
    : change &&
      svg`<g class="mark"><circle cx="${x}" cy="${y}" r="8"/><text class="${change}" x="${x}" y="${y + 4.5}">${changes[change].sign}</text></g>`;
  return svg`<g class="line ${kind} ${!up && 'off'} ${change}"><path class="wire" d="${rounded(points)}"/>${ends}${mark}</g>\n`;
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
