import { textWidth, wrap } from '../measure.js';
import { sizes } from './sizes.js';
import type { Word } from './words.js';

/** What is said beside a mark: a box with lines in it. */
export interface Note {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Word[];
}

const PAD = 9;
/** From the mark’s middle to the box. */
const AWAY = 14;
/** Longer lines are wrapped even where there is room: they are hard to read. */
const LONGEST = 58;

/**
 * The box with some words beside a mark: on the side to which its line did not come, where there is room for them, else
 * on the other side of that line. Nothing where nothing is said.
 * @example noteAt([{ text: 'TTL 64 → 63', tone: 'ttl' }], 200, 100, 120, 820)
 */
export function noteAt(words: readonly Word[], x: number, y: number, fromX: number, width: number): Note | undefined {
  if (words.length === 0) return undefined;
  const rooms = {
    right: width - sizes.margin - (Math.max(x, fromX) + AWAY),
    left: Math.min(x, fromX) - AWAY - sizes.left,
  };
  const side = fromX > x ? 'left' : 'right';
  const other = side === 'left' ? 'right' : 'left';
  const wanted = widthOf(words, LONGEST);
  const chosen = rooms[side] >= wanted || rooms[side] >= rooms[other] ? side : other;
  const letters = Math.max(
    8,
    Math.min(LONGEST, Math.floor((rooms[chosen] - 2 * PAD) / textWidth('0', sizes.text, true))),
  );
  const lines = wrapped(words, letters);
  const own = widthOf(lines, letters);
  const start = chosen === 'right' ? Math.max(x, fromX) + AWAY : Math.min(x, fromX) - AWAY - own;
  return { x: start, y: y - 12, width: own, height: lines.length * sizes.line + 7, lines };
}

function wrapped(words: readonly Word[], letters: number): Word[] {
  return words.flatMap((word) => wrap(word.text, letters, ' ').map((text) => ({ ...word, text: text.trimEnd() })));
}

function widthOf(words: readonly Word[], letters: number): number {
  return Math.ceil(Math.max(...wrapped(words, letters).map(({ text }) => textWidth(text, sizes.text, true))) + 2 * PAD);
}
