import { Table, type Decoding } from '../decoding.js';
import { bits, flag, ipv4Address, layout, uint } from '../field-spec.js';
import { ipv4Options } from './ipv4-options.js';

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
  const first = packet.u8(0);
  const headerLength = (first & 0x0f) * 4;
  if (first >> 4 !== 4 || headerLength < IPV4.length) return packet.mark('malformed');
  // 0 stands where the network card is to fill it in (segmentation offload): the packet is as long as it is.
  const totalLength = packet.u16(2);
  if (totalLength !== 0) packet.limit(totalLength);
  if (headerLength > IPV4.length) {
    if (!packet.grow(headerLength)) return;
    ipv4Options(packet, packet.begin + IPV4.length, packet.at);
  }
  const moreAndOffset = packet.u16(6) & 0x3fff;
  if ((moreAndOffset & 0x1fff) !== 0) return;
  if (moreAndOffset !== 0) packet.partial = true;
  packet.follow(Table.ipProtocol, packet.u8(9));
}
