import type { Layer, Packet } from '../../capture/packet.js';

/** One TCP segment of a flow. */
export interface Segment {
  /** Milliseconds since the flow’s first packet. */
  readonly ms: number;
  /** Who sends: `10.0.0.1:40112 > 10.0.0.2:80`. */
  readonly direction: string;
  /** Its first byte’s number, and the one after its last; counted from the direction’s first. SYN and FIN count as one. */
  readonly from: number;
  readonly to: number;
  /** It was sent before, whole or in part. */
  readonly again: boolean;
  /** The other direction’s number that it waits for. */
  readonly acked?: number;
}

/** A connection, as one device saw it. */
export interface Flow {
  /** The two directions, that of the first packet first. */
  readonly directions: readonly string[];
  readonly segments: readonly Segment[];
}

interface Seen {
  readonly packet: Packet;
  readonly direction: string;
  readonly reverse: string;
  readonly tcp: Layer;
  /** The bytes it carries. */
  readonly carried: number;
}

/**
 * The TCP flow with the most packets, as the device saw it that saw it first. Undefined where there is no TCP.
 * @example flowOf(packets)?.segments.filter(({ again }) => again)
 */
export function flowOf(packets: readonly Packet[]): Flow | undefined {
  const flows = new Map<string, Seen[]>();
  for (const packet of packets) {
    const seen = seenIn(packet);
    if (seen === undefined) continue;
    const key = [seen.direction, seen.reverse].toSorted().join(' ');
    const flow = flows.get(key);
    if (flow === undefined) flows.set(key, [seen]);
    else flow.push(seen);
  }
  const all = [...flows.values()].map(atOnePlace);
  const longest = all.reduce<Seen[]>((one, next) => (next.length > one.length ? next : one), []);
  const [first] = longest;
  if (first === undefined) return undefined;
  return { directions: [first.direction, first.reverse], segments: segmentsOf(longest, first.packet.time) };
}

// The same segment on its next device is none that was sent again.
function atOnePlace(flow: readonly Seen[]): Seen[] {
  const sorted = flow.toSorted((a, b) => (a.packet.time < b.packet.time ? -1 : a.packet.time > b.packet.time ? 1 : 0));
  const place = ({ packet: { at } }: Seen): string => JSON.stringify([at?.host, at?.netns, at?.ifname]);
  return sorted.filter((seen) => place(seen) === place(sorted[0]!));
}

function segmentsOf(flow: readonly Seen[], start: bigint): Segment[] {
  const first = new Map<string, number>();
  const highest = new Map<string, number>();
  // Sequence numbers begin anew after 2^32: what is nearer to the highest so far is meant.
  const counted = (direction: string, number: number): number => {
    if (!first.has(direction)) first.set(direction, number);
    const high = highest.get(direction) ?? 0;
    return high + ((number - first.get(direction)! - high) | 0);
  };
  return flow.map(({ packet, direction, reverse, tcp, carried }): Segment => {
    const from = counted(direction, numberOf(tcp, 'seq'));
    const to = from + carried + (isSet(tcp, 'syn') ? 1 : 0) + (isSet(tcp, 'fin') ? 1 : 0);
    const high = highest.get(direction);
    const again = high !== undefined && to > from && from < high;
    highest.set(direction, Math.max(high ?? 0, to));
    const acks = isSet(tcp, 'ackFlag') && first.has(reverse);
    return {
      ...{ ms: Number(packet.time - start) / 1e6, direction, from, to, again },
      ...(acks && { acked: counted(reverse, numberOf(tcp, 'ack')) }),
    };
  });
}

// The innermost TCP: what carries it is another story.
function seenIn(packet: Packet): Seen | undefined {
  const { layers } = packet; // decoded at each look
  const at = layers.findLastIndex(({ protocol }) => protocol === 'tcp');
  const tcp = layers[at];
  const ip = layers.slice(0, at).findLast(({ protocol }) => protocol === 'ipv4' || protocol === 'ipv6');
  if (tcp === undefined || ip === undefined || valueOf(tcp, 'seq') === undefined) return undefined;
  const end = (side: 'src' | 'dst'): string => {
    const address = String(valueOf(ip, side));
    return `${ip.protocol === 'ipv6' ? `[${address}]` : address}:${String(valueOf(tcp, `${side}Port`))}`;
  };
  const [src, dst] = [end('src'), end('dst')];
  const length = ip.protocol === 'ipv4' ? numberOf(ip, 'totalLength') : ip.length + numberOf(ip, 'payloadLength');
  // A length of 0 is that of a packet so large that the card cuts it: then the frame tells.
  const stop = length > ip.length ? ip.offset + length : packet.length;
  const carried = Math.max(0, stop - tcp.offset - numberOf(tcp, 'headerLength'));
  return { packet, tcp, carried, direction: `${src} > ${dst}`, reverse: `${dst} > ${src}` };
}

function valueOf({ fields }: Layer, name: string): unknown {
  return fields.find((field) => field.name === name)?.value;
}

function numberOf(layer: Layer, name: string): number {
  return Number(valueOf(layer, name) ?? 0);
}

function isSet(layer: Layer, name: string): boolean {
  return valueOf(layer, name) === true;
}
