import type { Journey } from '../../capture/journey/journey.js';
import type { Frame } from '../fit.js';
import { textWidth, wrap } from '../measure.js';
import { columnsFor, type Columns } from './columns.js';
import { rowsOf, type Mark, type Way } from './rows.js';
import { sizes } from './sizes.js';
import { moreWords, remarksOn, startOf, titleOf } from './words.js';

/** A flight’s heading, across all columns. */
export interface Band {
  readonly lines: readonly string[];
  readonly way: Way;
  readonly y: number;
  readonly width: number;
  readonly height: number;
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
 * Where everything of a journey goes: devices side by side, time downwards, a row a sighting. Where the frame has a height the
 * rows are close enough for it, if they can be.
 * @example layoutOf(journey, 12, cell).height
 */
export function layoutOf(journey: Journey, limit: number, frame: Frame): JourneyLayout {
  const { most, least } = sizes.row;
  const rows = frame.height === undefined ? [most] : [most, (most + least) / 2, least];
  for (const row of rows) {
    const layout = layoutWith(row, journey, limit, frame);
    if (row === rows.at(-1) || layout.height <= frame.height!) return layout;
  }
  throw new Error('There are no rows.');
}

function layoutWith(row: number, journey: Journey, limit: number, frame: Frame): JourneyLayout {
  const placed = columnsFor(journey, frame.width);
  const width = Math.ceil(Math.max(frame.width, placed.right + sizes.margin));
  const heads = headsOf(placed);
  const bands: Band[] = [];
  const marks: Mark[] = [];
  let y = sizes.margin + heads.machine + heads.namespace + heads.device + 14;

  const start = startOf(journey);
  const flights = journey.flights.slice(0, limit);
  flights.forEach((flight, i) => {
    const lines = wrap(
      titleOf(journey, i),
      Math.floor((frame.width - sizes.left - 40) / textWidth('0', sizes.room)),
      ' ',
    );
    const way: Way = flight.replyTo === undefined ? 'request' : 'reply';
    const height = lines.length * 19 + 9;
    const widest = Math.max(...lines.map((line) => textWidth(line, sizes.room))) + 32;
    bands.push({ lines, way, y, width: Math.max(placed.right - sizes.left, widest), height });
    const rows = rowsOf(start, flight, way, { placed, width, top: y + height + 6, row });
    marks.push(...rows.marks);
    y = rows.bottom + 14;
  });

  const letters = Math.floor((frame.width - 2 * sizes.margin) / textWidth('0', sizes.text));
  const rest = journey.flights.length - flights.length;
  const footer = [
    ...(rest > 0 ? [moreWords(rest)] : []),
    ...(journey.flights.length === 0 ? ['no packet was seen'] : []),
    ...remarksOn(journey),
  ].flatMap((text) => wrap(text, letters, ' '));
  const height = y + (footer.length > 0 ? footer.length * sizes.line + 12 : 4);
  // A cell is as wide as it is. On a slide a narrow drawing is shown larger.
  const ends = [
    placed.right,
    ...bands.map((band) => sizes.left + band.width),
    ...marks.map(({ note }) => (note ? note.x + note.width : 0)),
    ...footer.map((text) => sizes.left + textWidth(text, sizes.text)),
  ];
  const used = frame.height === undefined ? width : Math.ceil(Math.max(...ends) + sizes.margin);
  return { ...placed, width: used, height, heads, bottom: y, bands, marks, footer };
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
