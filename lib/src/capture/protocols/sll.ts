import { Table, type Decoding } from '../decoding.js';
import { hex, layout, mac, uint } from '../field-spec.js';
import { LLC } from './ethernet.js';

const COOKED = layout(16, [
  uint('packetType', 2, 0),
  uint('arphrd', 2, 2),
  uint('addressLength', 2, 4),
  uint('type', 2, 14),
]);
const COOKED2 = layout(20, [
  uint('type', 2, 0),
  uint('ifindex', 4, 4),
  uint('arphrd', 2, 8),
  uint('packetType', 1, 10),
  uint('addressLength', 1, 11),
]);
const MAC = mac('src');
const ADDRESS = hex('src');

/** LINUX_SLL: what libpcap writes in place of the link’s own header for `-i any` (tcpdump.org/linktypes/LINKTYPE_LINUX_SLL). */
export function sll(packet: Decoding): void {
  if (!packet.header('sll', COOKED)) return;
  address(packet, packet.u16(4), 6);
  follow(packet, packet.u16(14));
}

/** LINUX_SLL2: the same with the interface’s index (tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2). */
export function sll2(packet: Decoding): void {
  if (!packet.header('sll2', COOKED2)) return;
  address(packet, packet.u8(11), 12);
  follow(packet, packet.u16(0));
}

/** There is room for eight bytes; a longer address is told in part. */
function address(packet: Decoding, length: number, at: number): void {
  if (length > 0) packet.note(length === 6 ? MAC : ADDRESS, packet.begin + at, Math.min(length, 8));
}

/** 4 stands for IEEE 802.2 (linux/if_ether.h, ETH_P_802_2). */
const follow = (packet: Decoding, type: number): void => packet.follow(Table.etherType, type === 4 ? LLC : type);
