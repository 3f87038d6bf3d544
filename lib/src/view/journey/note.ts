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

/** Where a mark is, and where its line comes from. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly fromX: number;
  /** Other lines begin where its own does. */
  readonly forked: boolean;
}

const PAD = 9;
/** What a box would lie over: nothing, or what can move down for it, or what stays. */
export type Over = 'nothing' | 'what moves' | 'what stays';

/** From the mark’s middle to the box. */
const AWAY = 14;
/** Longer lines are wrapped even where there is room: they are hard to read. */
const LONGEST = 58;
/** As short as lines are made so that a box has room somewhere. */
const SHORT = 36;

/**
 * The box with some words beside a mark: on the side to which its line did not come, where there is room for them; else below
 * that line, or beyond its beginning, where others begin there too; else wherever it lies over nothing, or over what can move
 * down. Nothing where nothing is said.
 * @example noteAt([{ text: 'TTL 64 → 63', tone: 'ttl' }], { x: 200, y: 100, fromX: 120, forked: false }, 820, () => 'nothing')
 */
export function noteAt(
  words: readonly Word[],
  { x, y, fromX, forked }: Spot,
  width: number,
  over: (note: Note) => Over,
): Note | undefined {
  if (words.length === 0) return undefined;
  const ahead = fromX > x ? 'left' : 'right';
  const behind = ahead === 'left' ? 'right' : 'left';
  // Where a box may begin on its right, and end on its left.
  const start = { right: x + AWAY, left: x - AWAY };
  const room = (side: 'left' | 'right', from: number): number =>
    side === 'right' ? width - sizes.margin - from : from - sizes.left - 4;
  const place = (side: 'left' | 'right', from: number, top: number, longest = LONGEST): Note => {
    const letters = Math.floor((room(side, from) - 2 * PAD) / textWidth('0', sizes.text, true));
    const lines = wrapped(words, Math.max(8, Math.min(longest, letters)));
    const own = widthOf(lines);
    return {
      x: side === 'right' ? from : from - own,
      y: top,
      width: own,
      height: lines.length * sizes.line + 7,
      lines,
    };
  };
  const whole = widthOf(wrapped(words, LONGEST));
  const wanted = Math.min(whole, room(behind, start[behind]));
  const isRoomAhead = room(ahead, start[ahead]) >= wanted;
  const below = place(behind, start[behind], y + 9);
  const beside = place(ahead, start[ahead], y - 12);
  const best =
    isRoomAhead || fromX === x
      ? place(isRoomAhead ? ahead : behind, start[isRoomAhead ? ahead : behind], y - 12)
      : forked
        ? place(behind, fromX + (behind === 'right' ? AWAY : -AWAY), y - 12)
        : below;
  const others = [
    ...(room(behind, start[behind]) >= whole ? [below] : []),
    ...(isRoomAhead ? [{ ...beside, y: y + 12 - beside.height }] : []),
  ];
  // Below the mark, ever further to a side.
  const shifted = [below, place(behind, start[behind], y + 9, SHORT)].flatMap((box) =>
    Array.from({ length: Math.ceil((box.width - 2 * AWAY) / AWAY) }, (_, i) => (i + 1) * AWAY)
      .map((by): Note => ({ ...box, x: behind === 'left' ? box.x + by : box.x - by, y: y + AWAY }))
      .filter((note) => note.x >= sizes.left + 4 && note.x + note.width <= width - sizes.margin),
  );
  const all = [best, ...others, ...shifted];
  return all.find((note) => over(note) === 'nothing') ?? all.find((note) => over(note) === 'what moves') ?? best;
}

function wrapped(words: readonly Word[], letters: number): Word[] {
  return words.flatMap((word) => wrap(word.text, letters, ' ').map((text) => ({ ...word, text: text.trimEnd() })));
}

function widthOf(lines: readonly Word[]): number {
  return Math.ceil(Math.max(...lines.map(({ text }) => textWidth(text, sizes.text, true))) + 2 * PAD);
}
