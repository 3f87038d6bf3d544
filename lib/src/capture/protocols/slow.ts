import { Table, type Decoding } from '../decoding.js';

/** IEEE 802.3’s slow protocols, told apart by their first byte; it is part of the protocol that follows. */
export function slow(packet: Decoding): void {
  packet.follow(Table.slow, packet.bytes[packet.at]!);
}
