import { svg, type Markup } from '../escape.js';
import { sizes, textWidth } from './card.js';
import { changes, states, unchanged } from './kinds.js';
import type { Layout } from './layout.js';

/** The signs that occur in a drawing, and what they mean. */
export interface Legend {
  readonly width: number;
  readonly height: number;
  readonly drawing: (x: number, y: number) => Markup;
}

interface Item {
  readonly classes: string;
  readonly word: string;
  /** A sign in letters; a stroke of the line's look where there is none. */
  readonly sign?: string;
}

const lineItems: Readonly<Record<string, Item>> = {
  veth: { classes: 'line veth', word: 'veth pair' },
  segment: { classes: 'line segment', word: 'cable between machines' },
  parent: { classes: 'line parent', word: 'sits on' },
};

/**
 * What a drawing's lines and signs mean; only what occurs in it.
 * @example legendOf(layout).height // 34
 */
export function legendOf({ boxes, paths, width: drawing, changes: changed }: Layout): Legend {
  const lines = paths.map(({ line }) => line);
  const pieces = boxes.map(({ piece }) => piece);
  const width = Math.max(drawing, 720);
  const found = pieces.flatMap((piece) => (piece.is === 'device' ? [piece.device.device.state] : []));
  const items: Item[] = [
    ...Object.entries(lineItems).flatMap(([kind, item]) => (lines.some((line) => line.kind === kind) ? [item] : [])),
    ...(lines.some((line) => !line.up) ? [{ classes: 'line off', word: 'carries nothing', sign: '✕' }] : []),
    ...(['up', 'no-carrier', 'down'] as const)
      .filter((state) => found.includes(state))
      .map((state) => ({ classes: state, word: states[state].word, sign: states[state].sign })),
    ...(changed ?? []).map((change) => ({ classes: change, ...changes[change] })),
    ...(changed?.length === 0 ? [{ classes: 'added', word: unchanged, sign: '=' }] : []),
  ];
  const places: { item: Item; x: number; row: number }[] = [];
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

function roomOf({ word, sign }: Item): number {
  // Words are set narrower than the widest font would need: the gap after them takes it up.
  return textWidth(word, sizes.text) * 0.88 + (sign === undefined ? 36 : 20) + 18;
}

function drawItem({ classes, word, sign }: Item, x: number, y: number): Markup {
  return sign === undefined
    ? svg`<g class="${classes}"><path class="wire" d="M${x} ${y}h28"/><text class="word" x="${x + 36}" y="${y + 4}">${word}</text></g>`
    : svg`<g class="${classes}"><text class="state ${classes}" x="${x}" y="${y + 4}">${sign}</text><text class="word" x="${x + 20}" y="${y + 4}">${word}</text></g>`;
}
