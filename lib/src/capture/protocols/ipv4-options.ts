import { ipv4Text } from '../address-text.js';
import type { Decoding } from '../decoding.js';
import { hex, uint, type FieldSpec } from '../field-spec.js';
import { options, single, type OptionKinds, type OptionReader } from './options.js';

/** IANA’s numbers, the copied flag and the class in them. */
const OPTIONS: OptionKinds = {
  end: 0,
  filler: 1,
  kinds: new Map<number, OptionReader>([
    [7, route('recordRoute')],
    [68, (packet, offset, length) => packet.note(TIMESTAMP, offset, length)],
    [131, route('looseSourceRoute')],
    [137, route('strictSourceRoute')],
    [148, single(uint('routerAlert', 2))], // RFC 2113
  ]),
};
const TIMESTAMP = hex('timestamp');
const POINTER = uint('routePointer', 1);

export const ipv4Options = (packet: Decoding, from: number, stop: number): void => options(packet, from, stop, OPTIONS);

/** A pointer to the next place, and addresses, of which the first are passed and the rest to come or still empty. */
function route(name: string): OptionReader {
  const addresses: FieldSpec = { name, at: 0, length: 0, read: addressList };
  return (packet, offset, length) => {
    if (length % 4 !== 1) return packet.mark('malformed');
    packet.note(POINTER, offset);
    packet.note(addresses, offset + 1, length - 1);
  };
}

const addressList = (bytes: Uint8Array, offset: number, length: number): string =>
  Array.from({ length: length / 4 }, (_, i) => ipv4Text(bytes, offset + 4 * i)).join(' ');
