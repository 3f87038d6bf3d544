import { Table, type Decoding } from '../decoding.js';
import { bits, flag, layout, uint } from '../field-spec.js';

const FRAGMENT = layout(8, [
  uint('nextHeader', 1, 0),
  bits('fragmentOffset', 2, 2, 0xfff8, 8),
  flag('mf', 3, 0x01),
  uint('id', 4, 4),
]);

/** RFC 8200, section 4.5. The data of a fragment that is not the first is payload: its beginning is elsewhere. */
export function fragment(packet: Decoding): void {
  if (!packet.header('fragment', FRAGMENT)) return;
  const offsetAndMore = packet.u16(2) & 0xfff9;
  if ((offsetAndMore & 0xfff8) !== 0) return;
  if (offsetAndMore !== 0) packet.partial = true;
  packet.follow(Table.ipProtocol, packet.u8(0));
}
