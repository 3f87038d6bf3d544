import type { Decoding } from '../decoding.js';
import { uint } from '../field-spec.js';
import { bgpAttribute } from './bgp-attribute.js';
import { prefix, prefixes } from './bgp-prefixes.js';

const WITHDRAWN_LENGTH = uint('withdrawnRoutesLength', 2);
const WITHDRAWN = prefix('withdrawnRoute', 1);
const ATTRIBUTES_LENGTH = uint('totalPathAttributeLength', 2);
const ATTRIBUTE_FLAGS = uint('attributeFlags', 1);
const ATTRIBUTE_TYPE = uint('attributeType', 1);
const ATTRIBUTE_LENGTH = uint('attributeLength', 1);
const EXTENDED_LENGTH = uint('attributeLength', 2);
const NLRI = prefix('nlri', 1);

const EXTENDED = 0x10;

/** UPDATE (RFC 4271, section 4.3): what is no longer reached, a path’s attributes, what is reached by it. @returns whether it is consistent */
export function bgpUpdate(packet: Decoding, from: number, stop: number): boolean {
  const withdrawn = from + 2;
  if (withdrawn > stop) return false;
  packet.note(WITHDRAWN_LENGTH, from);
  const withdrawnStop = withdrawn + u16(packet, from);
  if (withdrawnStop + 2 > stop || !prefixes(packet, withdrawn, withdrawnStop, WITHDRAWN, 1)) return false;
  packet.note(ATTRIBUTES_LENGTH, withdrawnStop);
  const nlri = withdrawnStop + 2 + u16(packet, withdrawnStop);
  return nlri <= stop && attributes(packet, withdrawnStop + 2, nlri) && prefixes(packet, nlri, stop, NLRI, 1);
}

function attributes(packet: Decoding, from: number, stop: number): boolean {
  let at = from;
  while (at < stop) {
    const wide = (packet.bytes[at]! & EXTENDED) !== 0;
    const value = at + (wide ? 4 : 3);
    if (value > stop) return false;
    packet.note(ATTRIBUTE_FLAGS, at);
    packet.note(ATTRIBUTE_TYPE, at + 1);
    packet.note(wide ? EXTENDED_LENGTH : ATTRIBUTE_LENGTH, at + 2);
    const length = wide ? u16(packet, at + 2) : packet.bytes[at + 2]!;
    if (value + length > stop || !bgpAttribute(packet, packet.bytes[at + 1]!, value, value + length)) return false;
    at = value + length;
  }
  return true;
}

const u16 = ({ bytes }: Decoding, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;
