import { textWidth } from '../measure.js';
import { pillWidth, sizes } from './card.js';
import { rooms, type Box } from './place.js';
import type { Piece, Room } from './tree.js';

/** A piece of text in a drawing, and where it stands. */
export interface Label {
  readonly text: string;
  /** Before the text, in the colour of what became of it. */
  readonly sign?: string;
  readonly classes: string;
  /** Its left end, or its middle where it is centred. */
  readonly x: number;
  /** The line that its letters stand on. */
  readonly y: number;
  /** The height of its font. */
  readonly size: number;
  readonly centred?: boolean;
}

/**
 * All that is written in a box, but for what is written in the boxes in it.
 * @example labelsOf(box, piece)[0].text // 'eth0'
 */
export function labelsOf(box: Box, piece: Piece): Label[] {
  return piece.is === 'device' ? onCard(box, piece) : inRoom(box, piece);
}

/**
 * The room that a label takes, in the widest of the fonts that may be there.
 * @example areaOf(label).width
 */
export function areaOf({ text, sign = '', classes, x, y, size, centred = false }: Label): Omit<Box, 'id'> {
  const width = textWidth(sign + text, size, /^(code|name)\b/.test(classes));
  return { x: centred ? x - width / 2 : x, y: y - size * 0.8, width, height: size };
}

function inRoom({ x, y, height }: Box, { is, heading, lines }: Room): Label[] {
  const { side, heading: high, size } = rooms[is];
  const first = y + height - side - (lines.length - 1) * sizes.line;
  return [
    { text: heading, classes: 'heading', x: x + side, y: y + high - (is === 'machine' ? 16 : 12), size },
    ...lines.map((line, i) => ({
      text: line.text,
      classes: `${line.code ? 'code' : 'word'} route ${line.change ?? ''}`,
      ...{ x: x + side, y: first + i * sizes.line, size: sizes.text },
    })),
  ];
}

function onCard({ x, y }: Box, { card }: Extract<Piece, { is: 'device' }>): Label[] {
  const left = x + sizes.bar + sizes.pad;
  const pill = pillWidth(card.kind);
  return [
    { text: card.name, sign: card.sign, classes: 'name', x: left, y: y + 23, size: sizes.name },
    { text: card.kind, classes: 'kind', x: left + pill / 2, y: y + 45, size: sizes.text, centred: true },
    { text: card.state, classes: 'state', x: left + pill + 8, y: y + 45, size: sizes.text },
    ...card.lines.map((line, i) => ({
      text: line.text,
      classes: `${line.code ? 'code' : 'word'} ${line.change ?? ''}`,
      ...{ x: left, y: y + 69 + i * sizes.line, size: sizes.text },
    })),
  ];
}
