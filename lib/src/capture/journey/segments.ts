import type { Pause } from '../../pauses.js';
import type { Packet } from '../packet.js';
import type { Flight } from './journey.js';
import { ipEnd } from './fragment.js';
import { number, shells, type Shell } from './layers.js';

/** The bytes of its stream that a TCP packet carried at one place. */
interface Segment {
  readonly flight: number;
  readonly seq: number;
  readonly length: number;
  /** Those of them that were captured, from the first. */
  readonly bytes: Uint8Array;
}

/**
 * The packets that a driver or a card has cut, or put together: one large TCP packet at one device is several at the next
 * (segmentation offload, GRO). Each is a packet of its own to whoever listens there, so it seems to end where the other begins.
 * Known by the numbers of the stream's bytes, which neither routers nor address translation change.
 * @returns indexes of flights
 * @example (await recut(flights, pause)).has(0)
 */
export async function recut(flights: readonly Flight[], pause: Pause): Promise<ReadonlySet<number>> {
  const segments: Segment[] = [];
  for (const [index, flight] of flights.entries()) {
    segments.push(...segmentsOf(flight, index));
    await pause();
  }
  segments.sort((a, b) => a.seq - b.seq);
  const found = new Set<number>();
  for (const [index, one] of segments.entries()) {
    for (let next = index + 1; next < segments.length; next++) {
      const other = segments[next]!;
      if (other.seq >= one.seq + one.length) break;
      if (isCutOtherwise(one, other)) found.add(one.flight).add(other.flight);
    }
    await pause();
  }
  return found;
}

/**
 * How many bytes of its stream a TCP packet carries, by IP's own length: SEG.LEN of RFC 9293, without SYN and FIN.
 * @param shell one with TCP in IP
 * @example segmentLength(shells(packet).at(-1)!, packet) // 1448
 */
export const segmentLength = ({ ip, load }: Shell, packet: Packet): number =>
  Math.max(0, ipEnd(ip!, packet) - load!.offset - load!.length);

/** One for each length at which a packet was seen. */
function segmentsOf({ hops }: Flight, flight: number): Segment[] {
  const lengths = new Map<number, Segment>();
  for (const { packet } of hops) {
    const shell = shells(packet).at(-1)!;
    const { ip, load } = shell;
    const seq = number(load, 'seq');
    if (ip === undefined || load?.protocol !== 'tcp' || seq === undefined) continue;
    const length = segmentLength(shell, packet);
    const start = load.offset + load.length;
    if (length > 0) lengths.set(length, { flight, seq, length, bytes: packet.bytes.subarray(start, start + length) });
  }
  return [...lengths.values()];
}

/** Of the same bytes, as far as they were captured, and not the same packet sent twice. */
function isCutOtherwise(one: Segment, other: Segment): boolean {
  if (one.seq === other.seq && one.length === other.length) return false;
  return one.bytes
    .subarray(other.seq - one.seq)
    .every((byte, at) => at >= other.bytes.length || byte === other.bytes[at]);
}
