import { Table, type Decoding } from '../decoding.js';
import { layout, uint } from '../field-spec.js';

const VXLAN = layout(8, [uint('flags', 1, 0), uint('vni', 3, 4)]);
const HAS_VNI = 0x08;
const ETHERNET = 1;

/** RFC 7348: an Ethernet frame in UDP. Without the flag that its network’s number is valid it contradicts itself. */
export function vxlan(packet: Decoding): void {
  if (!packet.header('vxlan', VXLAN)) return;
  if ((packet.u8(0) & HAS_VNI) === 0) packet.mark('malformed');
  packet.follow(Table.linkType, ETHERNET);
}
