import { Table, type Decoding } from '../decoding.js';
import { layout, mac, uint } from '../field-spec.js';

const ETHERNET = layout(14, [mac('dst', 0), mac('src', 6), uint('type', 2, 12)]);

/** IEEE 802.3. Where the type is at most 1500 it is the length of what follows, which is LLC. */
export function ethernet(packet: Decoding): void {
  if (packet.header('ethernet', ETHERNET)) followType(packet, packet.u16(12));
}

/** What an Ethernet type or, up to 1500, a length is followed by. */
export function followType(packet: Decoding, type: number): void {
  if (type > 1500) return packet.follow(Table.etherType, type);
  packet.limit(packet.at - packet.begin + type);
  packet.follow(Table.etherType, LLC);
}

/** No Ethernet type: the registry’s row for what follows a length. */
export const LLC = -1;
