import type { End, Flight, Hop } from '../../capture/journey/journey.js';
import { clip } from '../measure.js';
import { keyOf, type Columns, type Where } from './columns.js';
import { noteAt, type Note, type Over } from './note.js';
import { sizes } from './sizes.js';
import { endWords, isQuiet, sinceStart, wordsOf, type Word } from './words.js';

/** What a packet is to others: it answers one, or it sets out by itself. */
export type Way = 'request' | 'reply';

/** One sighting, or an end: a dot or a cross, and the line that leads to it. */
export interface Mark {
  readonly way: Way;
  readonly x: number;
  readonly y: number;
  /** Where it came from. */
  readonly from?: { readonly x: number; readonly y: number };
  /** It is inside of another packet here; both here and where it came from. */
  readonly carried: 'no' | 'here' | 'on the way';
  readonly is: 'start' | 'seen' | 'unwanted' | 'end';
  /** More of it, for who points at it. */
  readonly tip: string;
  readonly time?: string;
  readonly note?: Note;
}

/** Where a flight's rows are. */
export interface Ground {
  readonly placed: Columns;
  readonly width: number;
  readonly top: number;
  /** From one sighting to the next, where no note is in between. */
  readonly row: number;
}

/** A mark that has no height yet. `from` is another one's number. */
interface Step extends Omit<Mark, 'y' | 'way' | 'note' | 'from'> {
  readonly from: number | undefined;
  readonly words: readonly Word[];
}

/** A part of the drawing that is taken. */
type Area = Pick<Note, 'x' | 'y' | 'width' | 'height'>;

/** How far a dot reaches to its sides. */
const REACH = 9;

/**
 * A flight's marks, one below the other, each with its note: where nothing is, or what follows moves down for it.
 * @returns the marks, and where the next thing may begin
 * @example rowsOf(start, flight, 'request', { placed, width: 820, top: 160, row: 32 }).bottom
 */
export function rowsOf(start: bigint, flight: Flight, way: Way, ground: Ground): { marks: Mark[]; bottom: number } {
  const steps = stepsOf(start, flight, ground.placed);
  const more = steps.map(() => 0);
  // Each turn makes room for one note. What has none where lines cross it has none further down either.
  for (let turn = 0; ; turn++) {
    const ys = heights(steps, more, ground);
    const { marks, crowded } = marksOf(steps, ys, way, ground);
    if (crowded !== undefined && turn < 4 * steps.length) {
      more[crowded.row] = (more[crowded.row] ?? 0) + crowded.by;
      continue;
    }
    const ends = marks.map(({ y, note }) => Math.max(y + ground.row / 2, note ? note.y + note.height + 5 : 0));
    return { marks, bottom: Math.max(ground.top, ...ends) };
  }
}

// The marks at some heights, and which row is to stand how much lower so that a note lies over nothing.
function marksOf(
  steps: readonly Step[],
  ys: readonly number[],
  way: Way,
  { width, top, row }: Ground,
): { marks: Mark[]; crowded?: { row: number; by: number } } {
  const lines = steps.flatMap((_, i) => areasOf(i, steps, ys));
  const notes: Note[] = [];
  let crowded: { row: number; by: number } | undefined;
  const marks = steps.map(({ words, from: before, ...step }, i): Mark => {
    const y = ys[i]!;
    const from = before === undefined ? undefined : { x: steps[before]!.x, y: ys[before]! };
    const forked = before !== undefined && steps.filter((other) => other.from === before).length > 1;
    const over = (note: Note): Over => {
      if (note.y < top - 4) return 'what stays';
      const under = lines.filter(({ of, area }) => of !== i && !apart(note, area));
      // What comes later moves down, unless it stands there already: a line that began above.
      if (under.some(({ of, area }) => of < i || area.y < note.y)) return 'what stays';
      const isFree = under.length === 0 && notes.every((other) => apart(note, other));
      return isFree && note.y + note.height <= ys.at(-1)! + 14 ? 'nothing' : 'what moves';
    };
    const note = noteAt(words, { x: step.x, y, fromX: from?.x ?? step.x, forked }, width, over);
    if (note) {
      const other = notes.find((one) => !apart(note, one));
      const next = lines.some(({ of, area }) => of > i && area.y >= note.y && !apart(note, area));
      if (other) crowded ??= { row: i, by: other.y + other.height + 5 - note.y };
      else if (next) crowded ??= { row: i + 1, by: note.y + note.height + 5 + row / 2 - ys[i + 1]! };
      notes.push(note);
    }
    return { ...step, way, y, ...(from && { from }), ...(note && { note }) };
  });
  return { marks, ...(crowded && crowded.by > 0 && { crowded }) };
}

function heights(steps: readonly Step[], more: readonly number[], { top, row }: Ground): number[] {
  let y = top - row / 2;
  return steps.map((_, i) => (y += row + more[i]!));
}

// A mark's dot, and the line that leads to it in its two straight pieces.
function areasOf(i: number, steps: readonly Step[], ys: readonly number[]): { of: number; area: Area }[] {
  const [{ x, from }, y] = [steps[i]!, ys[i]!];
  const dot = { of: i, area: { x: x - REACH, y: y - REACH, width: 2 * REACH, height: 2 * REACH } };
  if (from === undefined) return [dot];
  const [fromX, fromY] = [steps[from]!.x, ys[from]!];
  return [
    dot,
    { of: i, area: { x: fromX - 5, y: fromY, width: 10, height: y - fromY } },
    { of: i, area: { x: Math.min(x, fromX), y: y - 6, width: Math.abs(x - fromX), height: 12 } },
  ];
}

function stepsOf(start: bigint, { hops, ends, ...flight }: Flight, placed: Columns): Step[] {
  const at = (where: Where): number | undefined =>
    placed.columns.find((column) => keyOf(column.where) === keyOf(where))?.x;
  const steps: Step[] = [];
  const numbers = new Map<number, number>();
  const addEnd = (end: End): void => {
    const last = end.after === undefined ? undefined : hops[end.after];
    steps.push({
      x: at(end) ?? (last && at(last.at)) ?? sizes.left,
      from: end.after === undefined ? undefined : numbers.get(end.after),
      carried: 'no',
      is: 'end',
      tip: `${placeOf(end)}: ${end.says}`,
      words: endWords(end),
    });
  };
  ends.filter(({ after }) => after === undefined).forEach(addEnd);
  hops.forEach((hop, i) => {
    const before = hop.from === undefined ? undefined : hops[hop.from];
    const own = ends.filter(({ after }) => after === i);
    numbers.set(i, steps.length);
    steps.push({
      x: at(hop.at)!,
      from: hop.from === undefined ? undefined : numbers.get(hop.from),
      carried: hop.inner === 0 ? 'no' : (before?.inner ?? 0) > 0 ? 'on the way' : 'here',
      is: hop.from === undefined ? 'start' : own.some(isQuiet) ? 'unwanted' : 'seen',
      tip: tipOf(hop),
      time: clip(sinceStart(start, hop.time), 8),
      words: wordsOf({ ...flight, hops, ends }, i),
    });
    own.filter((end) => !isQuiet(end)).forEach(addEnd);
  });
  return steps;
}

function tipOf({ at, packet }: Hop): string {
  return `${placeOf(at)}${at.direction === undefined ? '' : ` ${at.direction}`}, ${packet.length} bytes`;
}

/**
 * A place in one word.
 * @example placeOf({ host: 'node1', netns: 'red', ifname: 'eth0' }) // 'node1/red/eth0'
 */
export function placeOf({ host, netns, ifname = '' }: Where): string {
  return [host, netns, ifname].filter((part) => part !== '').join('/');
}

function apart(a: Area, b: Area): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}
