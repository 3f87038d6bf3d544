import type { Decoding } from '../decoding.js';
import { bits, layout, uint } from '../field-spec.js';
import { followType } from './ethernet.js';

const VLAN = layout(4, [
  bits('priority', 1, 0, 0xe0),
  bits('dei', 1, 0, 0x10),
  bits('vid', 2, 0, 0x0fff),
  uint('type', 2, 2),
]);

/** A tag of IEEE 802.1Q or 802.1ad; which one, the type in the layer before says. */
export function vlan(packet: Decoding): void {
  if (packet.header('vlan', VLAN)) followType(packet, packet.u16(2));
}
