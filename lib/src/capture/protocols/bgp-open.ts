import type { Decoding } from '../decoding.js';
import { hex, ipv4Address, uint } from '../field-spec.js';

const OPEN = [
  uint('version', 1, 0),
  uint('myAs', 2, 1),
  uint('holdTime', 2, 3),
  ipv4Address('bgpIdentifier', 5),
  uint('optionalParametersLength', 1, 9),
];
const OPEN_LENGTH = 10;
const PARAMETER = hex('optionalParameter');
const CAPABILITY = uint('capability', 1);
const CAPABILITY_VALUE = hex('capabilityValue');
const AFI = uint('afi', 2);
const SAFI = uint('safi', 1);
const FOUR_OCTET_AS = uint('fourOctetAs', 4);

const CAPABILITIES = 2;
const MULTIPROTOCOL = 1;
const FOUR_OCTETS = 65;

/** OPEN (RFC 4271, section 4.2) with its capabilities (RFC 5492). @returns whether it is consistent */
export function bgpOpen(packet: Decoding, from: number, stop: number): boolean {
  if (from + OPEN_LENGTH > stop) return false;
  for (const spec of OPEN) packet.note(spec, from + spec.at);
  if (from + OPEN_LENGTH + packet.bytes[from + 9]! !== stop) return false;
  return typedValues(packet, from + OPEN_LENGTH, stop, (type, at, length) => {
    if (type !== CAPABILITIES) packet.note(PARAMETER, at - 2, length + 2);
    else return typedValues(packet, at, at + length, (code, start, size) => capability(packet, code, start, size));
    return true;
  });
}

/** Type, length of the value, value: one byte each of the first two. @returns whether they fill the bytes exactly */
function typedValues(
  { bytes }: Decoding,
  from: number,
  stop: number,
  read: (type: number, at: number, length: number) => boolean,
): boolean {
  let at = from;
  while (at + 2 <= stop) {
    const length = bytes[at + 1]!;
    if (at + 2 + length > stop || !read(bytes[at]!, at + 2, length)) return false;
    at += 2 + length;
  }
  return at === stop;
}

function capability(packet: Decoding, code: number, at: number, length: number): boolean {
  packet.note(CAPABILITY, at - 2);
  if (code === MULTIPROTOCOL && length === 4) {
    packet.note(AFI, at);
    packet.note(SAFI, at + 3);
  } else if (code === FOUR_OCTETS && length === 4) packet.note(FOUR_OCTET_AS, at);
  else if (length > 0) packet.note(CAPABILITY_VALUE, at, length);
  return true;
}
