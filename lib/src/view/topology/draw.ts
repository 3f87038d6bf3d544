import { svg, trusted, type Markup } from '../escape.js';
import type { Colours } from '../theme.js';
import { sizes, type Card } from './card.js';
import { headingOf, headings, type Piece } from './graph.js';
import { familyOf, states } from './kinds.js';
import type { Box, Layout, Path } from './layout.js';
import { legendOf } from './legend.js';
import { styleOf } from './style.js';
import type { Relation } from './relations.js';
import type { SceneDevice } from './scene.js';

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
  const { boxes, paths, graph } = layout;
  const legend = legendOf(layout);
  const width = Math.ceil(layout.width);
  const height = Math.ceil(layout.height) + legend.height;
  const piece = (box: Box): Piece => graph.pieces.get(box.id)!;
  const grounds = boxes.filter((box) => isGround(piece(box)));
  const cards = boxes.filter((box) => !isGround(piece(box)));
  // Boxes, then the lines over them, then the cards over the lines' ends.
  return svg`<svg xmlns="http://www.w3.org/2000/svg" class="${look.root}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">
<title>${title}</title>
<desc>${description}</desc>
<style>${trusted(styleOf(look))}</style>
<rect class="ground" width="${width}" height="${height}"/>
${grounds.map((box) => drawPiece(box, piece(box)))}
${paths.map((path) => drawLine(path, graph.lines.get(path.id)!))}
${cards.map((box) => drawPiece(box, piece(box)))}
${legend.drawing(16, Math.ceil(layout.height))}
</svg>`;
}

function isGround(piece: Piece): boolean {
  return piece.is !== 'device' || piece.holds;
}

function drawPiece(box: Box, piece: Piece): Markup {
  return piece.is === 'device' ? drawDevice(box, piece.device, piece.card, piece.holds) : drawBox(box, piece);
}

function drawBox({ x, y, width, height }: Box, piece: Exclude<Piece, { is: 'device' }>): Markup {
  const { is, change, lines } = piece;
  const side = is === 'machine' ? 18 : sizes.pad;
  const first = y + height - side - (lines.length - 1) * sizes.line;
  return svg`<g class="${is} ${change}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${is === 'machine' ? 12 : 8}"/><text class="heading" x="${x + side}" y="${y + headings[is] - (is === 'machine' ? 16 : 12)}">${headingOf(piece)}</text>${lines.map(
    (line, i) =>
      svg`<text class="${line.code ? 'code' : 'word'} route ${line.change}" x="${x + side}" y="${first + i * sizes.line}">${line.text}</text>`,
  )}</g>\n`;
}

function drawDevice({ x, y, width, height }: Box, device: SceneDevice, card: Card, holds: boolean): Markup {
  const left = x + sizes.bar + sizes.pad;
  const { state, mac } = device.device;
  const pill = Math.ceil(card.kind.length * sizes.text * 0.65) + 16;
  const tip = [card.name, card.kind, states[state].word, mac].filter((part) => part !== undefined).join(' · ');
  return svg`<g class="device ${familyOf(device.device.kind)} ${state} ${device.change} ${holds && 'holder'}"><title>${tip}</title><rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="7"/><path class="bar" d="M${x + 7} ${y}h-0a7 7 0 0 0 -7 7v${height - 14}a7 7 0 0 0 7 7h0v-${height}z"/><text class="name" x="${left}" y="${y + 22}">${card.sign && svg`<tspan class="sign">${card.sign}</tspan>`}${card.name}</text><rect class="pill" x="${left}" y="${y + 30}" width="${pill}" height="19" rx="9.5"/><text class="kind" x="${left + pill / 2}" y="${y + 44}">${card.kind}</text><text class="state" x="${left + pill + 8}" y="${y + 44}">${card.state}</text>${card.lines.map(
    (line, i) =>
      svg`<text class="${line.code ? 'code' : 'word'} ${line.change}" x="${left}" y="${y + 67 + i * sizes.line}">${line.text}</text>`,
  )}</g>\n`;
}

function drawLine({ points }: Path, { kind, up, change }: Relation): Markup {
  const first = points[0]!;
  const last = points[points.length - 1]!;
  const ends = kind === 'parent' ? [] : [first, last].map(({ x, y }) => svg`<circle cx="${x}" cy="${y}" r="4"/>`);
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
