import type { End, Flight, Journey } from '../../capture/journey/journey.js';
import { oneLine } from '../escape.js';
import { columnsOf, padTo } from '../measure.js';
import { placeOf } from './rows.js';
import { endWords, isQuiet, moreWords, remarksOn, sinceStart, startOf, titleOf, wordsOf } from './words.js';

/** Packets that are told; the others are counted. */
const MOST_TOLD = 200;

/**
 * A journey in words: a heading a packet, a line a sighting with what was changed there, and where it ended.
 * @example journeyText(journey)
 */
export function journeyText(journey: Journey): string {
  const start = startOf(journey);
  const remarks = remarksOn(journey);
  const told = journey.flights.slice(0, MOST_TOLD);
  const rest = journey.flights.length - told.length;
  const parts = [
    ...told.map((flight, i) => [titleOf(journey, i), ...flightLines(start, flight)].join('\n')),
    ...(rest > 0 ? [moreWords(rest)] : []),
    ...(remarks.length > 0 ? [remarks.join('\n')] : []),
  ];
  return parts.length > 0 ? parts.join('\n\n') : 'no packet was seen';
}

function flightLines(start: bigint, flight: Flight): string[] {
  const { hops, ends } = flight;
  const cells = hops.map((hop, i) => [
    sinceStart(start, hop.time),
    '  '.repeat(depthOf(flight, i)) + oneLine(placeOf(hop.at)),
    hop.at.direction ?? '',
    hop.inner > 0 ? '(carried)' : '',
    wordsOf(flight, i)
      .map(({ text }) => text)
      .join('; '),
  ]);
  const widths = [0, 1, 2, 3].map((i) => Math.max(0, ...cells.map((line) => columnsOf(line[i] ?? ''))));
  const told = (after: number | undefined): string[] =>
    ends.filter((end) => end.after === after && !isQuiet(end)).flatMap((end) => endLines(end, widths[0] ?? 0));
  return [
    ...told(undefined),
    ...cells.flatMap(([time = '', ...rest], i) => [
      `  ${[time.padStart(widths[0]!), ...rest.map((cell, j) => padTo(cell, widths[j + 1] ?? 0))]
        .filter((cell) => cell !== '')
        .join('  ')
        .trimEnd()}`,
      ...told(i),
    ]),
  ];
}

function endLines(end: End, room: number): string[] {
  const [first, ...more] = endWords(end);
  const before = ' '.repeat(room + 2);
  return [`${before}✕ ${oneLine(placeOf(end))}: ${first!.text}`, ...more.map(({ text }) => `${before}    ${text}`)];
}

// How often the way to a sighting forked.
function depthOf({ hops }: Flight, index: number): number {
  const { from } = hops[index]!;
  if (from === undefined || from >= index) return 0;
  const forked = hops.filter((hop) => hop.from === from).length > 1;
  return depthOf({ name: '', hops, ends: [] }, from) + (forked ? 1 : 0);
}
