import { ipv4Text, ipv6Text } from '../address-text.js';
import type { Decoding } from '../decoding.js';
import type { FieldSpec } from '../field-spec.js';

/** The address families that prefixes are told of: IANA’s numbers. */
export type Afi = 1 | 2;

/** A prefix as BGP writes it: how many bits count, and as few bytes as hold them. */
export function prefix(name: string, afi: Afi): FieldSpec {
  const size = afi === 1 ? 4 : 16;
  const addressText = afi === 1 ? ipv4Text : ipv6Text;
  const read: FieldSpec['read'] = (bytes, offset, length) => {
    const address = new Uint8Array(size);
    address.set(bytes.subarray(offset + 1, offset + length));
    return `${addressText(address, 0)}/${bytes[offset]!}`;
  };
  return { name, at: 0, length: 0, read };
}

/** Notes prefixes one after another (RFC 4271, section 4.3). @returns whether they fill the bytes exactly */
export function prefixes(packet: Decoding, from: number, stop: number, spec: FieldSpec, afi: Afi): boolean {
  let at = from;
  while (at < stop) {
    const bits = packet.bytes[at]!;
    const length = 1 + Math.ceil(bits / 8);
    if (bits > (afi === 1 ? 32 : 128) || at + length > stop) return false;
    packet.note(spec, at, length);
    at += length;
  }
  return true;
}
