import { Table, type Decoding } from '../decoding.js';
import { layout, uint } from '../field-spec.js';

const UDP = layout(8, [uint('srcPort', 2, 0), uint('dstPort', 2, 2), uint('length', 2, 4), uint('checksum', 2, 6)]);
/** LINKTYPE_RAW: an IP packet, whose version tells which. */
const RAW = 101;

/** RFC 768. What it carries is known by a port, the server’s side first. */
export function udp(packet: Decoding): void {
  if (!packet.header('udp', UDP)) return;
  const length = packet.u16(4);
  if (length < UDP.length) return packet.mark('malformed');
  packet.limit(length);
  const [source, target] = [packet.u16(0), packet.u16(2)];
  const isTunnel = packet.tunnelPorts.has(target) || packet.tunnelPorts.has(source);
  if (isTunnel && ipLength(packet) === length - UDP.length) packet.follow(Table.linkType, RAW);
  else packet.follow(Table.udpPort, target, source);
}

/** How long what follows is by its own header, if it is an IP packet. A tunnel that encrypts carries something else. */
function ipLength(packet: Decoding): number | undefined {
  if (packet.left < 6) return undefined;
  const version = packet.u8(UDP.length) >> 4;
  if (version === 4) return packet.u16(UDP.length + 2);
  return version === 6 ? 40 + packet.u16(UDP.length + 4) : undefined;
}
