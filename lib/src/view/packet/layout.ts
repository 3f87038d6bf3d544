import type { Layer, Packet } from '../../capture/packet.js';
import { cellWidth, type Frame } from '../fit.js';
import { textWidth, wrap } from '../measure.js';
import type { Family } from '../theme.js';
import { chipOf, flowed, type Chip } from './chips.js';
import { headingOf } from './heading.js';
import { families, marks, titleOf } from './kinds.js';
import { asciiOf, partsOf } from './parts.js';
import { sizes } from './sizes.js';
import { valueOf } from './values.js';

/** How bytes and layers stand to each other. */
interface Plan {
  readonly width: number;
  /** Bytes a line. */
  readonly perLine: 8 | 16;
  /** Where the letters begin. */
  readonly letters: number;
  /** Where the layers begin: on the left they are below the bytes, else beside them. */
  readonly left: number;
}

const below: Plan = { width: cellWidth, perLine: 16, letters: 640, left: sizes.margin };
const besides = [1160, 1240, 1320, 1400, 1480].map((width): Plan => ({ width, perLine: 8, letters: 352, left: 456 }));

/** How wide a line of chips is. */
const roomIn = ({ width, left }: Plan): number => width - left - sizes.margin - 10;

/** A run of bytes in one line of the dump that are one part of a layer. */
export interface Block {
  readonly x: number;
  readonly y: number;
  readonly family: Family;
  readonly bytes: readonly string[];
  readonly letters: string;
  /** The first byte’s place in its line. */
  readonly column: number;
  readonly tip: string;
}

/** A layer below the dump, or beside it. */
export interface Section {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly title: string;
  readonly where: string;
  readonly warning?: string;
  readonly family: Family;
  readonly chips: readonly Chip[];
}

/** The geometry of a packet’s bytes. */
export interface PacketLayout {
  readonly width: number;
  readonly height: number;
  readonly title: readonly string[];
  /** Where the letters of a line begin. */
  readonly letters: number;
  readonly offsets: readonly { readonly y: number; readonly text: string }[];
  readonly blocks: readonly Block[];
  readonly more?: { readonly y: number; readonly text: string };
  readonly sections: readonly Section[];
}

/**
 * Where everything of a packet’s bytes goes: all of them, sixteen a line, and below each layer with its fields. On a slide
 * eight a line and the layers beside, where that can be shown larger.
 * @example layoutOf(packet, 16, cell).height
 */
export function layoutOf(packet: Packet, lines: number, frame: Frame): PacketLayout {
  const layout = layoutWith(below, packet, lines);
  const { height: most } = frame;
  if (most === undefined) return layout;
  const cost = ({ width, height }: PacketLayout): number => Math.max(width / frame.width, height / most);
  return besides
    .map((plan) => layoutWith(plan, packet, lines))
    .reduce((best, other) => (cost(other) < cost(best) ? other : best), layout);
}

function layoutWith(plan: Plan, packet: Packet, lines: number): PacketLayout {
  const { width, perLine, letters } = plan;
  const title = wrap(headingOf(packet), Math.floor((width - 24) / textWidth('0', sizes.title)), ' ');
  const top = sizes.margin + title.length * 22 + 8;
  const { layers } = packet; // decoded at each look
  const sectionsFrom = (begin: number): { sections: Section[]; bottom: number } => {
    let y = begin;
    const sections = layers.map((layer, i) => {
      const section = sectionOf(packet, layer, layers.slice(0, i), y, plan);
      y += section.height + 8;
      return section;
    });
    return { sections, bottom: y };
  };
  const own = plan === below ? undefined : sectionsFrom(top);
  // Beside the layers there is room for as many as are as high, or for what a slide is high.
  const most = own ? Math.max(20, Math.floor((own.bottom - top) / sizes.line) - 1) : lines;
  const shown = Math.min(Math.ceil(packet.bytes.length / perLine), most);
  const offsets = Array.from({ length: shown }, (_, i) => ({ y: top + i * sizes.line, text: String(i * perLine) }));
  const blocks = layers.flatMap((layer) => blocksOf(packet, layer, top, shown, perLine));
  const left = packet.bytes.length - shown * perLine;
  const missing = packet.length - packet.bytes.length;
  const notes = [
    ...(left > 0 ? [`… and ${left} more ${left === 1 ? 'byte' : 'bytes'}`] : []),
    ...(missing > 0 ? [`${missing} of its ${packet.length} bytes were not captured`] : []),
  ];
  let y = top + shown * sizes.line + 12;
  const more = notes.length > 0 ? { y, text: notes.join('; ') } : undefined;
  if (more) y += 26;
  const { sections, bottom } = own ?? sectionsFrom(y);
  const height = Math.max(y, bottom) + 4;
  return { width, height, title, letters, offsets, blocks, ...(more && { more }), sections };
}

function blocksOf(packet: Packet, layer: Layer, top: number, lines: number, perLine: number): Block[] {
  // Of what has no fields all is one part.
  return partsOf(layer).flatMap((part) => {
    const blocks: Block[] = [];
    const end = Math.min(part.offset + part.length, packet.bytes.length, lines * perLine);
    for (let at = part.offset; at < end;) {
      const stop = Math.min(end, at - (at % perLine) + perLine);
      const bytes = packet.bytes.subarray(at, stop);
      blocks.push({
        x: columnAt(at % perLine),
        y: top + Math.floor(at / perLine) * sizes.line,
        family: families[layer.protocol],
        bytes: [...bytes].map((byte) => byte.toString(16).padStart(2, '0')),
        letters: asciiOf(bytes),
        column: at % perLine,
        tip: [titleOf(layer.protocol), ...part.fields.map((field) => `${field.name} ${valueOf(layer, field)}`)].join(
          ', ',
        ),
      });
      at = stop;
    }
    return blocks;
  });
}

/**
 * Where a byte’s room in its line begins: eight and eight.
 * @example columnAt(0) // 60
 */
export function columnAt(column: number): number {
  return sizes.margin + sizes.offset + column * sizes.byte + (column >= 8 ? 10 : 0);
}

function sectionOf(packet: Packet, layer: Layer, before: readonly Layer[], y: number, plan: Plan): Section {
  const tunnel = before.findLast(({ protocol }) => families[protocol] === 'tunnel');
  const plural = layer.length === 1 ? 'byte' : 'bytes';
  const range = `${layer.length} ${plural} from ${layer.offset}`;
  const named = layer.fields.length > 0;
  const chips = named
    ? flowed(
        partsOf(layer).map((part) => chipOf(packet, layer, part, roomIn(plan))),
        { x: plan.left + 10, y: y + 28, room: roomIn(plan) },
      )
    : [];
  const last = chips.at(-1);
  return {
    ...{ x: plan.left, y, title: titleOf(layer.protocol), family: families[layer.protocol], chips },
    where: tunnel === undefined ? range : `${range}, inside of ${titleOf(tunnel.protocol)}`,
    ...(layer.marks.length > 0 && { warning: `▲ ${layer.marks.map((mark) => marks[mark]).join(', ')}` }),
    height: last === undefined ? 24 : last.y + sizes.chip - y,
  };
}
