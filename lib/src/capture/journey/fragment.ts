import type { Layer, Packet } from '../packet.js';
import type { FragmentPart } from './journey.js';
import { flag, number, text, type Shell } from './layers.js';

/** A part of a datagram, and what tells which datagram’s: source, destination, protocol and id (RFC 791, RFC 8200 4.5). */
export interface Fragment extends FragmentPart {
  readonly group: string;
}

/**
 * Which part of a datagram a packet carries; undefined where it is a whole one.
 * @example fragmentOf(shells(packet).at(-1)!, packet)?.offset
 */
export function fragmentOf({ ip, fragment }: Shell, packet: Packet): Fragment | undefined {
  if (ip === undefined) return undefined;
  const header: Layer | undefined = ip.protocol === 'ipv4' ? ip : fragment;
  const offset = number(header, 'fragmentOffset') ?? 0;
  const more = flag(header, 'mf');
  if (header === undefined || (offset === 0 && !more)) return undefined;
  const protocol = text(header, ip.protocol === 'ipv4' ? 'protocol' : 'nextHeader');
  return {
    offset,
    length: ipEnd(ip, packet) - (header.offset + header.length),
    last: !more,
    group: [text(ip, 'src'), text(ip, 'dst'), protocol, text(header, 'id')].join(' '),
  };
}

/** Where an IP packet ends by its own header, counted as its layer’s offset is: what follows in the frame is padding. */
export function ipEnd(ip: Layer, packet: Packet): number {
  const total =
    ip.protocol === 'ipv4' ? number(ip, 'totalLength') : ip.length + (number(ip, 'payloadLength') ?? Number.NaN);
  // 0 stands where the network card is to fill it in (segmentation offload).
  if (ip.protocol === 'ipv4' && total === 0) return packet.length;
  return ip.offset + (total === undefined || Number.isNaN(total) || total < ip.length ? ip.length : total);
}
