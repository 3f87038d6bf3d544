import { Table, type Decoding } from '../decoding.js';
import { bits, ipv6Address, layout, uint } from '../field-spec.js';

const IPV6 = layout(40, [
  bits('version', 1, 0, 0xf0),
  bits('trafficClass', 2, 0, 0x0ff0),
  bits('flowLabel', 3, 1, 0x0fffff),
  uint('payloadLength', 2, 4),
  uint('nextHeader', 1, 6),
  uint('hopLimit', 1, 7),
  ipv6Address('src', 8),
  ipv6Address('dst', 24),
]);
const NO_NEXT_HEADER = 59;

/** RFC 8200. */
export function ipv6(packet: Decoding): void {
  if (!packet.header('ipv6', IPV6)) return;
  if (packet.u8(0) >> 4 !== 6) return packet.mark('malformed');
  const payloadLength = packet.u16(4);
  const nextHeader = packet.u8(6);
  // 0 stands for more than 65,535 bytes (RFC 2675), where something follows.
  if (payloadLength !== 0 || nextHeader === NO_NEXT_HEADER) packet.limit(IPV6.length + payloadLength);
  packet.follow(Table.ipProtocol, nextHeader);
}
