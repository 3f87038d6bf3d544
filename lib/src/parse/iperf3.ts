import * as z from 'zod';
import { ParseError } from '../errors.js';
import { excerpt } from './excerpt.js';

/** How much got through from one place to another, as iperf3 measured it: see `man iperf3`. */
export interface Throughput {
  /** How long it was measured, in seconds. */
  readonly seconds: number;
  /** How much the server received: payload only, no headers. */
  readonly bytes: number;
  /** The same as a rate, in bits per second. */
  readonly bitsPerSecond: number;
  /** TCP: how often a segment was sent again. */
  readonly retransmits?: number;
  /** UDP: how many datagrams were sent. */
  readonly datagrams?: number;
  /** UDP: how many of them did not arrive. */
  readonly lost?: number;
  /** The same piece by piece, as the client sent it. */
  readonly intervals: readonly ThroughputInterval[];
}

/** What was sent in one piece of the time. */
export interface ThroughputInterval {
  /** When the piece began, in seconds. */
  readonly start: number;
  /** When it ended, in seconds. */
  readonly end: number;
  /** How much was sent: payload only. */
  readonly bytes: number;
  /** The same as a rate, in bits per second. */
  readonly bitsPerSecond: number;
  /** TCP: how often a segment was sent again. */
  readonly retransmits?: number;
}

/** What iperf3 has said so far. */
export interface Iperf3Log {
  readonly intervals: readonly ThroughputInterval[];
  /** What it had to say at the end. */
  readonly total?: Omit<Throughput, 'intervals'>;
  /** Why it gave up, in its own words. */
  readonly error?: string;
}

const sum = z.looseObject({
  start: z.number(),
  end: z.number(),
  seconds: z.number(),
  bytes: z.number(),
  bits_per_second: z.number(),
  retransmits: z.number().optional(),
  packets: z.number().optional(),
  lost_packets: z.number().optional(),
});

const event = z.union([
  z.object({ event: z.literal('start') }),
  z.object({ event: z.literal('interval'), data: z.looseObject({ sum }) }),
  z.object({
    event: z.literal('end'),
    data: z.looseObject({ sum_sent: sum.optional(), sum_received: sum.optional() }),
  }),
  z.object({ event: z.literal('error'), data: z.string() }),
]);

/**
 * Reads what `iperf3 --json-stream` has printed so far: an event a line. The last line may not be whole yet.
 * @throws ParseError where a whole line is none of its events
 * @example readIperf3(text).intervals.at(-1)?.bitsPerSecond
 */
export function readIperf3(text: string): Iperf3Log {
  const intervals: ThroughputInterval[] = [];
  let log: Omit<Iperf3Log, 'intervals'> = {};
  for (const line of text.split('\n').slice(0, -1)) {
    if (line.trim() === '') continue;
    const said = event.safeParse(json(line));
    if (!said.success) throw unreadable(line);
    if (said.data.event === 'interval') intervals.push(intervalOf(said.data.data.sum));
    if (said.data.event === 'error') log = { ...log, error: said.data.data };
    if (said.data.event === 'end') {
      const { sum_sent: sent, sum_received: received } = said.data.data;
      if (sent !== undefined && received !== undefined) log = { ...log, total: totalOf(sent, received) };
    }
  }
  return { ...log, intervals };
}

function intervalOf({ start, end, bytes, bits_per_second: bitsPerSecond, retransmits }: Sum): ThroughputInterval {
  return { start, end, bytes, bitsPerSecond, ...(retransmits !== undefined && { retransmits }) };
}

function totalOf(
  sent: Sum,
  { seconds, bytes, bits_per_second: bitsPerSecond, lost_packets: lost }: Sum,
): Omit<Throughput, 'intervals'> {
  const { retransmits, packets: datagrams } = sent;
  return {
    seconds,
    bytes,
    bitsPerSecond,
    ...(retransmits !== undefined && { retransmits }),
    ...(datagrams !== undefined && { datagrams, lost: lost ?? 0 }),
  };
}

type Sum = z.infer<typeof sum>;

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function unreadable(line: string): ParseError {
  return new ParseError(
    `What \`iperf3 --json-stream\` printed could not be read.\nText around it: ${excerpt(line, 0)}`,
    'Run the command by hand to see all that it says: iperf3 3.17 and newer know --json-stream.',
  );
}
