import { svg, type Markup } from './escape.js';
import { textWidth } from './measure.js';

/** The signs that occur in a drawing, and what they mean. */
export interface Legend {
  readonly width: number;
  readonly height: number;
  readonly drawing: (x: number, y: number) => Markup;
}

/** One sign and its meaning. */
export interface LegendItem {
  readonly classes: string;
  readonly word: string;
  /** A sign in letters; a stroke of the line's look where there is none. */
  readonly sign?: string;
}

/** The height of its letters. */
const SIZE = 13;

/**
 * What a drawing's lines and signs mean, in rows of at most so wide.
 * @example legendWith([{ classes: 'line veth', word: 'veth pair' }], 720).height // 34
 */
export function legendWith(items: readonly LegendItem[], width: number): Legend {
  const places: { item: LegendItem; x: number; row: number }[] = [];
  let [x, row] = [0, 0];
  for (const item of items) {
    const room = roomOf(item);
    if (x > 0 && x + room - 18 > width - 32) [x, row] = [0, row + 1];
    places.push({ item, x, row });
    x += room;
  }
  return {
    width: items.length === 0 ? 0 : Math.ceil(Math.max(...places.map(({ item, x }) => x + roomOf(item)))) + 16,
    height: items.length === 0 ? 0 : (row + 1) * 22 + 12,
    drawing: (left, top) =>
      svg`<g class="legend">${places.map(({ item, x, row }) => drawItem(item, left + x, top + 10 + row * 22))}</g>`,
  };
}

function roomOf({ word, sign }: LegendItem): number {
  // Words are set narrower than the widest font would need: the gap after them takes it up.
  return textWidth(word, SIZE) * 0.88 + (sign === undefined ? 36 : 20) + 18;
}

function drawItem({ classes, word, sign }: LegendItem, x: number, y: number): Markup {
  return sign === undefined
    ? svg`<g class="${classes}"><path class="wire" d="M${x} ${y}h28"/><text class="word" x="${x + 36}" y="${y + 4}">${word}</text></g>`
    : svg`<g class="${classes}"><text class="state ${classes}" x="${x}" y="${y + 4}">${sign}</text><text class="word" x="${x + 20}" y="${y + 4}">${word}</text></g>`;
}
