import { Table, type Decoding } from '../decoding.js';

/** LINKTYPE_RAW, what is seen on a tunnel’s device: an IP packet with nothing before it; its version tells which. */
export function raw(packet: Decoding): void {
  packet.follow(Table.etherType, packet.bytes[packet.at]! >> 4 === 6 ? 0x86dd : 0x0800);
}
