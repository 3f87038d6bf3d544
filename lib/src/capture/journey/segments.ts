import type { Flight } from './journey.js';
import { ipEnd } from './fragment.js';
import { number, shells } from './layers.js';

/** The bytes that a TCP packet carries of its stream. */
interface Segment {
  readonly flight: number;
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/**
 * The packets that a driver or a card has cut, or put together: one large TCP packet at one device is several at the next
 * (segmentation offload, GRO). Each is a packet of its own to whoever listens there, so it seems to end where the other begins.
 * Known by the stream's bytes, which neither routers nor address translation change.
 * @returns indexes of flights
 * @example recut(flights).has(0)
 */
export function recut(flights: readonly Flight[]): ReadonlySet<number> {
  const segments = flights.flatMap(segmentOf).sort((a, b) => a.seq - b.seq);
  const found = new Set<number>();
  for (const [index, one] of segments.entries()) {
    for (let next = index + 1; next < segments.length; next++) {
      const other = segments[next]!;
      if (other.seq >= one.seq + one.bytes.length) break;
      if (!isCutOtherwise(one, other)) continue;
      found.add(one.flight).add(other.flight);
    }
  }
  return found;
}

function segmentOf({ hops }: Flight, flight: number): Segment[] {
  const packet = hops[0]?.packet;
  if (packet === undefined) return [];
  const { ip, load } = shells(packet).at(-1)!;
  const seq = number(load, 'seq');
  if (ip === undefined || load?.protocol !== 'tcp' || seq === undefined) return [];
  const bytes = packet.bytes.subarray(load.offset + load.length, ipEnd(ip, packet));
  return bytes.length === 0 ? [] : [{ flight, seq, bytes }];
}

/** Of the same bytes, and not the same packet sent twice. */
function isCutOtherwise(one: Segment, other: Segment): boolean {
  if (one.seq === other.seq && one.bytes.length === other.bytes.length) return false;
  const from = other.seq - one.seq;
  const length = Math.min(one.bytes.length - from, other.bytes.length);
  return one.bytes.subarray(from, from + length).every((byte, at) => byte === other.bytes[at]);
}
