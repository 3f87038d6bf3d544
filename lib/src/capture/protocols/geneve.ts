import { Table, type Decoding } from '../decoding.js';
import { bits, flag, layout, uint } from '../field-spec.js';
import { OPTION } from './options.js';

const GENEVE = layout(8, [
  bits('version', 1, 0, 0xc0),
  bits('optionsLength', 1, 0, 0x3f, 4),
  flag('oam', 1, 0x80),
  flag('critical', 1, 0x40),
  uint('protocol', 2, 2),
  uint('vni', 3, 4),
]);

/** RFC 8926: a frame or a packet in UDP, with options of class, type and length before it. */
export function geneve(packet: Decoding): void {
  if (!packet.header('geneve', GENEVE)) return;
  const first = packet.u8(0);
  if (first >> 6 !== 0) return packet.mark('malformed');
  if (!packet.grow(GENEVE.length + (first & 0x3f) * 4)) return;
  packet.follow(Table.etherType, packet.u16(2));
  const stop = packet.at;
  for (let at = packet.begin + GENEVE.length; at < stop;) {
    const length = at + 4 <= stop ? 4 + (packet.bytes[at + 3]! & 0x1f) * 4 : Infinity;
    if (at + length > stop) return packet.mark('malformed');
    packet.note(OPTION, at, length);
    at += length;
  }
}
