import { Table, type Decoding } from '../decoding.js';
import { bits, layout, uint } from '../field-spec.js';

const GRE = layout(4, [bits('flags', 2, 0, 0xfff8, 8), bits('version', 1, 1, 0x07), uint('protocol', 2, 2)]);
const CHECKSUM = uint('checksum', 2);
const OFFSET = uint('offset', 2);
const KEY = uint('key', 4);
const SEQ = uint('seq', 4);

const HAS_CHECKSUM = 0x8000;
const HAS_ROUTING = 0x4000;
const HAS_KEY = 0x2000;
const HAS_SEQ = 0x1000;

/** RFC 2784 and, for key and sequence number, RFC 2890. Of version 1, that of PPTP, the rest is payload. */
export function gre(packet: Decoding): void {
  if (!packet.header('gre', GRE)) return;
  const flags = packet.u16(0);
  if ((flags & 7) !== 0) return;
  if ((flags & (HAS_CHECKSUM | HAS_ROUTING)) !== 0 && (packet.take(CHECKSUM) < 0 || packet.take(OFFSET) < 0)) return;
  if ((flags & HAS_KEY) !== 0 && packet.take(KEY) < 0) return;
  if ((flags & HAS_SEQ) !== 0 && packet.take(SEQ) < 0) return;
  // The route of RFC 1701 was never used; what follows it is not looked for.
  if ((flags & HAS_ROUTING) === 0) packet.follow(Table.etherType, packet.u16(2));
}
