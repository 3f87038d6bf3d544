import type { Decoding } from '../decoding.js';
import { hex, ipv4Address, layout, mac, uint } from '../field-spec.js';

const FIXED = [
  uint('hardwareType', 2, 0),
  uint('protocolType', 2, 2),
  uint('hardwareLength', 1, 4),
  uint('protocolLength', 1, 5),
  uint('operation', 2, 6),
];
const ARP = layout(8, FIXED);
const SENDER_MAC = mac('senderMac');
const SENDER_IP = ipv4Address('senderIp');
const TARGET_MAC = mac('targetMac');
const TARGET_IP = ipv4Address('targetIp');
const ADDRESSES = hex('addresses');

/** RFC 826: Ethernet and IPv4 addresses, which is all that Linux asks; others stay digits. */
export function arp(packet: Decoding): void {
  if (!packet.header('arp', ARP)) return;
  if (packet.u8(4) === 6 && packet.u8(5) === 4) {
    if (packet.take(SENDER_MAC) < 0 || packet.take(SENDER_IP) < 0) return;
    if (packet.take(TARGET_MAC) < 0 || packet.take(TARGET_IP) < 0) return;
  } else if (packet.take(ADDRESSES, 2 * (packet.u8(4) + packet.u8(5))) < 0) return;
  packet.limit(packet.at - packet.begin);
}
