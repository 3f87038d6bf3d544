import type { Decoding } from '../decoding.js';
import { bits, flag, ipv4Address, layout, uint } from '../field-spec.js';

const IPV4 = layout(20, [
  bits('version', 1, 0, 0xf0),
  bits('headerLength', 1, 0, 0x0f, 4),
  bits('dscp', 1, 1, 0xfc),
  bits('ecn', 1, 1, 0x03),
  uint('totalLength', 2, 2),
  uint('id', 2, 4),
  flag('df', 6, 0x40),
  flag('mf', 6, 0x20),
  bits('fragmentOffset', 2, 6, 0x1fff, 8),
  uint('ttl', 1, 8),
  uint('protocol', 1, 9),
  uint('checksum', 2, 10),
  ipv4Address('src', 12),
  ipv4Address('dst', 16),
]);

/** RFC 791. The data of a fragment that is not the first is payload: its beginning is elsewhere. */
export function ipv4(packet: Decoding): void {
  if (!packet.header('ipv4', IPV4)) return;
  const headerLength = (packet.u8(0) & 0x0f) * 4;
  if (headerLength < IPV4.length) return packet.mark('malformed');
  packet.limit(packet.u16(2));
  if (headerLength > IPV4.length && !packet.grow(headerLength)) return;
  const fragment = packet.u16(6) & 0x3fff;
  if ((fragment & 0x1fff) !== 0) return;
  if (fragment !== 0) packet.partial = true;
  packet.follow('ipProtocol', packet.u8(9));
}
