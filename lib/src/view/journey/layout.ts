import type { End, Flight, Hop, Journey } from '../../capture/journey/journey.js';
import { cellWidth } from '../fit.js';
import { clip, textWidth, wrap } from '../measure.js';
import { columnsFor, keyOf, type Columns, type Where } from './columns.js';
import { noteAt, type Note } from './note.js';
import { sizes } from './sizes.js';
import { endWords, isQuiet, moreWords, remarksOn, sinceStart, startOf, titleOf, wordsOf } from './words.js';

/** What a packet is to others: it answers one, or it sets out by itself. */
export type Way = 'request' | 'reply';

/** A flight’s heading, across all columns. */
export interface Band {
  readonly lines: readonly string[];
  readonly way: Way;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

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

/** A journey’s geometry. */
export interface JourneyLayout extends Columns {
  readonly width: number;
  readonly height: number;
  /** The height of each kind of heading; the lifelines begin below. */
  readonly heads: { readonly machine: number; readonly namespace: number; readonly device: number };
  /** Where the boxes end. */
  readonly bottom: number;
  readonly bands: readonly Band[];
  readonly marks: readonly Mark[];
  readonly footer: readonly string[];
}

/**
 * Where everything of a journey goes: devices side by side, time downwards, a row a sighting.
 * @example layoutOf(journey, 12).height
 */
export function layoutOf(journey: Journey, limit: number): JourneyLayout {
  const placed = columnsFor(journey);
  const width = Math.ceil(Math.max(cellWidth, placed.right + sizes.margin));
  const heads = headsOf(placed);
  const bands: Band[] = [];
  const marks: Mark[] = [];
  let y = sizes.margin + heads.machine + heads.namespace + heads.device + 14;

  const start = startOf(journey);
  const flights = journey.flights.slice(0, limit);
  flights.forEach((flight, i) => {
    const lines = wrap(
      titleOf(journey, i),
      Math.floor((cellWidth - sizes.left - 40) / textWidth('0', sizes.room)),
      ' ',
    );
    const way: Way = flight.replyTo === undefined ? 'request' : 'reply';
    const height = lines.length * 19 + 9;
    const widest = Math.max(...lines.map((line) => textWidth(line, sizes.room))) + 32;
    bands.push({ lines, way, y, width: Math.max(placed.right - sizes.left, widest), height });
    y = rowsOf(start, flight, way, placed, width, y + height + 6, marks) + 14;
  });

  const letters = Math.floor((cellWidth - 2 * sizes.margin) / textWidth('0', sizes.text));
  const rest = journey.flights.length - flights.length;
  const footer = [
    ...(rest > 0 ? [moreWords(rest)] : []),
    ...(journey.flights.length === 0 ? ['no packet was seen'] : []),
    ...remarksOn(journey),
  ].flatMap((text) => wrap(text, letters, ' '));
  const height = y + (footer.length > 0 ? footer.length * sizes.line + 12 : 4);
  return { ...placed, width, height, heads, bottom: y, bands, marks, footer };
}

function headsOf({ columns, rooms }: Columns): JourneyLayout['heads'] {
  const most = (counts: readonly number[], line: number, more: number): number =>
    counts.length === 0 ? 0 : Math.max(...counts) * line + more;
  const high = (is: 'machine' | 'namespace'): number[] =>
    rooms.filter((room) => room.is === is).map((room) => room.heading.length);
  return {
    machine: most(high('machine'), 22, 14),
    namespace: most(high('namespace'), 18, 10),
    device: most(
      columns.map(({ name }) => name.length),
      sizes.line,
      12,
    ),
  };
}

// Adds a flight’s marks, from `top` downwards; returns where the next thing may begin.
function rowsOf(
  start: bigint,
  flight: Flight,
  way: Way,
  placed: Columns,
  width: number,
  top: number,
  marks: Mark[],
): number {
  const { hops, ends } = flight;
  const at = (where: Where): number | undefined =>
    placed.columns.find((column) => keyOf(column.where) === keyOf(where))?.x;
  const dots = new Map<number, { x: number; y: number }>();
  let y = top;
  const add = (
    mark: Omit<Mark, 'y' | 'way' | 'note'>,
    words: ReturnType<typeof wordsOf>,
    forked = false,
  ): { x: number; y: number } => {
    y += sizes.row / 2;
    const note = noteAt(words, { x: mark.x, y, fromX: mark.from?.x ?? mark.x, forked }, width);
    marks.push({ ...mark, way, y, ...(note && { note }) });
    const place = { x: mark.x, y };
    y += Math.max(sizes.row / 2, note === undefined ? 0 : note.y + note.height - y + 5);
    return place;
  };
  const addEnd = (end: End): void => {
    const last = end.after === undefined ? undefined : hops[end.after];
    const from = end.after === undefined ? undefined : dots.get(end.after);
    const x = at(end) ?? (last && at(last.at)) ?? sizes.left;
    add({ x, ...(from && { from }), carried: 'no', is: 'end', tip: `${placeOf(end)}: ${end.says}` }, endWords(end));
  };

  ends.filter(({ after }) => after === undefined).forEach(addEnd);
  hops.forEach((hop, i) => {
    const from = hop.from === undefined ? undefined : dots.get(hop.from);
    const before = hop.from === undefined ? undefined : hops[hop.from];
    const own = ends.filter(({ after }) => after === i);
    const place = add(
      {
        x: at(hop.at)!,
        ...(from && { from }),
        carried: hop.inner === 0 ? 'no' : (before?.inner ?? 0) > 0 ? 'on the way' : 'here',
        is: hop.from === undefined ? 'start' : own.some(isQuiet) ? 'unwanted' : 'seen',
        tip: tipOf(hop),
        time: clip(sinceStart(start, hop.time), 8),
      },
      wordsOf(flight, i),
      hop.from !== undefined && hops.some((other) => other !== hop && other.from === hop.from),
    );
    dots.set(i, place);
    own.filter((end) => !isQuiet(end)).forEach(addEnd);
  });
  return y;
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
