import type { HopChange, ClockDifference, End, Flight, Journey } from '../../capture/journey/journey.js';
import { oneLine } from '../escape.js';

/** What a line of a note is about: it has that colour. */
export type Tone = HopChange['what'] | 'end' | 'quiet' | 'look';

/** A line beside a sighting. */
export interface Word {
  readonly text: string;
  readonly tone: Tone;
}

/**
 * What is said of a sighting: what was changed, which part it is, and where a flooded copy was not wanted.
 * @example wordsOf(flight, 1) // [{ text: 'TTL 64 → 63', tone: 'ttl' }]
 */
export function wordsOf({ hops, ends }: Flight, index: number): Word[] {
  const { changes, fragment } = hops[index]!;
  const told = changes.some(({ what }) => what === 'fragment');
  const part =
    fragment && !told && `bytes ${fragment.offset} to ${fragment.offset + fragment.length - 1} of its payload`;
  return [
    ...changes.map(({ says, what }): Word => ({ text: arrows(says), tone: what })),
    ...(!part ? [] : [{ text: part + (fragment?.last ? ', the last' : ''), tone: 'fragment' as const }]),
    ...ends
      .filter((end) => end.after === index && isQuiet(end))
      .map(({ says }): Word => ({ text: arrows(says), tone: 'quiet' })),
  ];
}

/**
 * What is said of a packet’s end: what happened, what proves it, and the command that shows the cause.
 * @example endWords(end)[0].text // 'dropped by rp_filter'
 */
export function endWords({ says, evidence, look }: End): Word[] {
  return [
    { text: arrows(says), tone: 'end' },
    ...evidence.map((text): Word => ({ text: oneLine(text), tone: 'quiet' })),
    ...(look === undefined ? [] : [{ text: `look: ${oneLine(look)}`, tone: 'look' as const }]),
  ];
}

/** Whether an end is none to be told in large: a copy that another was meant to get. */
export function isQuiet({ reason }: End): boolean {
  return reason === 'not-mine';
}

/**
 * What a flight is, for its heading.
 * @example titleOf(journey, 1) // '2 ← ICMP echo reply 10.0.0.2 → 10.0.0.1, seq 1 (answers 1)'
 */
export function titleOf({ flights }: Journey, index: number): string {
  const { name, replyTo } = flights[index]!;
  return `${index + 1} ${replyTo === undefined ? '→' : '←'} ${arrows(name)}${replyTo === undefined ? '' : ` (answers ${replyTo + 1})`}`;
}

/**
 * How many packets are not told.
 * @example moreWords(2) // '… and 2 more packets'
 */
export function moreWords(rest: number): string {
  return `… and ${rest} more ${rest === 1 ? 'packet' : 'packets'}`;
}

/**
 * When the first packet was first seen.
 * @example sinceStart(startOf(journey), hop.time)
 */
export function startOf({ flights }: Journey): bigint {
  // They are in the order in which they set out; one that was seen nowhere has no time.
  return flights.find(({ hops }) => hops.length > 0)?.hops[0]!.time ?? 0n;
}

/**
 * Milliseconds since the journey began.
 * @example sinceStart(start, hop.time) // '0.013'
 */
export function sinceStart(start: bigint, time: bigint): string {
  const ms = Number(time - start) / 1e6;
  return ms.toFixed(ms >= 1000 ? 1 : 3);
}

/**
 * What is to be known of all of it: the clocks, and what is missing.
 * @example remarksOn(journey)
 */
export function remarksOn({ flights, clocks, notes = [] }: Journey): string[] {
  // The clock of a machine that no packet came to matters to nobody.
  const isVisited = (host: string): boolean => flights.some(({ hops }) => hops.some(({ at }) => at.host === host));
  return [...clocks.filter(({ host }) => isVisited(host)).map(clockWords), ...notes.map(oneLine)];
}

function clockWords({ host, ahead, uncertainty, known }: ClockDifference): string {
  const name = oneLine(host);
  if (known === 'assumed') return `The clock of ${name} is taken as it is: how far it is off is not known.`;
  const ms = (value: bigint): string => (Number(value < 0n ? -value : value) / 1e6).toFixed(3);
  const by = known === 'crossings' ? 'by packets that crossed both ways' : 'by asking the machines for the time';
  return `Times of ${name} are corrected: its clock is ${ms(ahead)} ms ${ahead < 0n ? 'behind' : 'ahead'} (± ${ms(uncertainty)} ms, ${by}).`;
}

function arrows(text: string): string {
  return oneLine(text).replaceAll(' > ', ' → ');
}
