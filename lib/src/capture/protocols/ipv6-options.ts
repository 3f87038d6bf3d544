import { Table, type Decoding } from '../decoding.js';
import { layout, present, uint } from '../field-spec.js';
import type { Protocol } from '../packet.js';
import { OPTION, single, type OptionReader } from './options.js';

const HEADER = layout(2, [uint('nextHeader', 1, 0), uint('headerLength', 1, 1)]);
const PAD1 = present('pad1', 1);
const PADN = present('padN');

const KINDS: ReadonlyMap<number, OptionReader> = new Map([
  [5, single(uint('routerAlert', 2))], // RFC 2711
  [0xc2, single(uint('jumboPayloadLength', 4))], // RFC 2675
]);

/** RFC 8200, section 4.3: for every router on the way. */
export const hopByHop = (packet: Decoding): void => withOptions(packet, 'hop-by-hop');
/** RFC 8200, section 4.6: for whom it is addressed to. */
export const destinationOptions = (packet: Decoding): void => withOptions(packet, 'destination-options');

function withOptions(packet: Decoding, protocol: Protocol): void {
  if (!packet.header(protocol, HEADER) || !packet.grow(8 * (packet.u8(1) + 1))) return;
  const { bytes, at: stop } = packet;
  packet.follow(Table.ipProtocol, packet.u8(0));
  let at = packet.begin + HEADER.length;
  while (at < stop) {
    if (bytes[at] === 0) {
      packet.note(PAD1, at++);
      continue;
    }
    const length = at + 1 < stop ? 2 + bytes[at + 1]! : Infinity;
    if (at + length > stop) return packet.mark('malformed');
    const read = KINDS.get(bytes[at]!);
    if (read) read(packet, at + 2, length - 2);
    else packet.note(bytes[at] === 1 ? PADN : OPTION, at, length);
    at += length;
  }
}
