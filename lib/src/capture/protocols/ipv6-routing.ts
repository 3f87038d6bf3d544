import { Table, type Decoding } from '../decoding.js';
import { hex, ipv6Address, layout, uint } from '../field-spec.js';

const ROUTING = layout(4, [
  uint('nextHeader', 1, 0),
  uint('headerLength', 1, 1),
  uint('type', 1, 2),
  uint('segmentsLeft', 1, 3),
]);
const LAST_ENTRY = uint('lastEntry', 1);
const FLAGS = uint('flags', 1);
const TAG = uint('tag', 2);
const SEGMENT = ipv6Address('segment');
const DATA = hex('data');
const SEGMENT_ROUTING = 4;

/** RFC 8200, section 4.4, and the segments of segment routing (RFC 8754), the last one first. */
export function routing(packet: Decoding): void {
  if (!packet.header('routing', ROUTING)) return;
  const length = 8 * (packet.u8(1) + 1);
  if (!packet.grow(length)) return;
  packet.follow(Table.ipProtocol, packet.u8(0));
  const { begin } = packet;
  if (packet.u8(2) !== SEGMENT_ROUTING) return packet.note(DATA, begin + 4, length - 4);
  packet.note(LAST_ENTRY, begin + 4);
  packet.note(FLAGS, begin + 5);
  packet.note(TAG, begin + 6);
  const stop = 8 + 16 * (packet.u8(4) + 1);
  if (stop > length) return packet.mark('malformed');
  for (let at = 8; at < stop; at += 16) packet.note(SEGMENT, begin + at);
}
