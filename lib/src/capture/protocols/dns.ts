import { Table, type Decoding } from '../decoding.js';
import { bits, flag, layout, uint } from '../field-spec.js';
import { SECTIONS, record, takeName } from './dns-record.js';

const DNS = layout(12, [
  uint('id', 2, 0),
  flag('qr', 2, 0x80), // a response
  bits('opcode', 1, 2, 0x78),
  flag('aa', 2, 0x04),
  flag('tc', 2, 0x02),
  flag('rd', 2, 0x01),
  flag('ra', 3, 0x80),
  flag('ad', 3, 0x20),
  flag('cd', 3, 0x10),
  bits('rcode', 1, 3, 0x0f),
  uint('questionCount', 2, 4),
  uint('answerCount', 2, 6),
  uint('authorityCount', 2, 8),
  uint('additionalCount', 2, 10),
]);
/** The same, two bytes further. */
const DNS_OF_TCP = layout(2 + DNS.length, [
  uint('length', 2, 0),
  ...DNS.specs.map((spec) => ({ ...spec, at: spec.at + 2 })),
]);
const TYPE = uint('questionType', 2);
const CLASS = uint('questionClass', 2);

/** RFC 1035 over UDP. */
export function dns(packet: Decoding): void {
  if (packet.header('dns', DNS)) sections(packet, 0);
}

/**
 * Over TCP, with its length before it (section 4.2.2). A segment that begins in the middle of a message has no header, and
 * nothing says so: what does not look like one is payload.
 */
export function dnsOfTcp(packet: Decoding): void {
  if (packet.left >= DNS_OF_TCP.length && !plausible(packet)) return;
  // The rest of a long message is in the segments that follow.
  packet.partial = true;
  if (!packet.header('dns', DNS_OF_TCP)) return;
  const stop = packet.begin + 2 + packet.u16(0);
  sections(packet, 2);
  if (packet.at === stop) packet.follow(Table.tcpPort, 53);
}

/** Its length has room for a header, a bit that must be zero is, and it asks at most one thing (RFC 9619). */
function plausible({ bytes, at }: Decoding): boolean {
  const u16 = (offset: number): number => (bytes[at + offset]! << 8) | bytes[at + offset + 1]!;
  return u16(0) >= DNS.length && (bytes[at + 5]! & 0x40) === 0 && u16(6) <= 1;
}

/** @param before the bytes before the message, to whose beginning a name’s pointers count */
function sections(packet: Decoding, before: number): void {
  const message = packet.begin + before;
  for (let left = packet.u16(before + 4); left > 0; left--) {
    if (!takeName(packet, message, 'questionName')) return;
    packet.take(TYPE);
    if (packet.take(CLASS) < 0) return;
  }
  for (const [i, section] of SECTIONS.entries())
    for (let left = packet.u16(before + 6 + 2 * i); left > 0; left--) if (!record(packet, message, section)) return;
}
