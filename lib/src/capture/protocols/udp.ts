import type { Decoding } from '../decoding.js';
import { layout, uint } from '../field-spec.js';

const UDP = layout(8, [uint('srcPort', 2, 0), uint('dstPort', 2, 2), uint('length', 2, 4), uint('checksum', 2, 6)]);

/** RFC 768. What it carries is known by a port, the server’s side first. */
export function udp(packet: Decoding): void {
  if (!packet.header('udp', UDP)) return;
  const length = packet.u16(4);
  if (length < UDP.length) return packet.mark('malformed');
  packet.limit(length);
  packet.follow('udpPort', packet.u16(2), packet.u16(0));
}
