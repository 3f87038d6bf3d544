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
 * The box with some words beside a mark: on the side to which its line did not come, where there is room for them. Else
 * below that line; or beyond its beginning, where others begin there too. Nothing where nothing is said.
 * @example noteAt([{ text: 'TTL 64 → 63', tone: 'ttl' }], { x: 200, y: 100, fromX: 120, forked: false }, 820)
 */
export function noteAt(
  words: readonly Word[],
  { x, y, fromX, forked }: { x: number; y: number; fromX: number; forked: boolean },
  width: number,
): Note | undefined {
  if (words.length === 0) return undefined;
  const ahead = fromX > x ? 'left' : 'right';
  const behind = ahead === 'left' ? 'right' : 'left';
  // Where a box may begin on its right, and end on its left.
  const start = { right: x + AWAY, left: x - AWAY };
  const room = (side: 'left' | 'right', from: number): number =>
    side === 'right' ? width - sizes.margin - from : from - sizes.left - 4;
  const place = (side: 'left' | 'right', from: number, top: number): Note => {
    const letters = Math.floor((room(side, from) - 2 * PAD) / textWidth('0', sizes.text, true));
    const lines = wrapped(words, Math.max(8, Math.min(LONGEST, letters)));
    const own = widthOf(lines);
    return {
      x: side === 'right' ? from : from - own,
      y: top,
      width: own,
      height: lines.length * sizes.line + 7,
      lines,
    };
  };
  const wanted = Math.min(widthOf(wrapped(words, LONGEST)), room(behind, start[behind]));
  if (room(ahead, start[ahead]) >= wanted) return place(ahead, start[ahead], y - 12);
  if (fromX === x) return place(behind, start[behind], y - 12);
  return forked
    ? place(behind, fromX + (behind === 'right' ? AWAY : -AWAY), y - 12)
    : place(behind, start[behind], y + 9);
}

function wrapped(words: readonly Word[], letters: number): Word[] {
  return words.flatMap((word) => wrap(word.text, letters, ' ').map((text) => ({ ...word, text: text.trimEnd() })));
}

function widthOf(lines: readonly Word[]): number {
  return Math.ceil(Math.max(...lines.map(({ text }) => textWidth(text, sizes.text, true))) + 2 * PAD);
}
