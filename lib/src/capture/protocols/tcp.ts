import { Table, type Decoding } from '../decoding.js';
import { bits, flag, layout, uint } from '../field-spec.js';
import { tcpOptions } from './tcp-options.js';

const TCP = layout(20, [
  uint('srcPort', 2, 0),
  uint('dstPort', 2, 2),
  uint('seq', 4, 4),
  uint('ack', 4, 8),
  bits('headerLength', 1, 12, 0xf0, 4),
  flag('fin', 13, 0x01),
  flag('syn', 13, 0x02),
  flag('rst', 13, 0x04),
  flag('psh', 13, 0x08),
  flag('ackFlag', 13, 0x10),
  flag('urg', 13, 0x20),
  flag('ece', 13, 0x40),
  flag('cwr', 13, 0x80),
  uint('window', 2, 14),
  uint('checksum', 2, 16),
  uint('urgentPointer', 2, 18),
]);

/** RFC 9293. What it carries is known by a port, the server’s side first. */
export function tcp(packet: Decoding): void {
  if (!packet.header('tcp', TCP)) return;
  const headerLength = (packet.u8(12) >> 4) * 4;
  if (headerLength < TCP.length) return packet.mark('malformed');
  if (headerLength > TCP.length) {
    if (!packet.grow(headerLength)) return;
    tcpOptions(packet, packet.begin + TCP.length, packet.at);
  }
  packet.follow(Table.tcpPort, packet.u16(2), packet.u16(0));
}
