import type { Decoding } from '../decoding.js';
import { bits, ipv4Address, uint } from '../field-spec.js';
import { options, single, type OptionKinds, type OptionReader } from './options.js';

const ROUTE_POINTER = uint('routePointer', 1);
const TIMESTAMP_POINTER = uint('timestampPointer', 1);
const OVERFLOW = bits('timestampOverflow', 1, 0, 0xf0);
const TIMESTAMP_FLAG = bits('timestampFlag', 1, 0, 0x0f);
const TIMESTAMP_ADDRESS = ipv4Address('timestampAddress');
const TIMESTAMP = uint('timestamp', 4);

/** IANA’s numbers, with the bits for copying and class in them. */
const OPTIONS: OptionKinds = {
  end: 0,
  filler: 1,
  kinds: new Map<number, OptionReader>([
    [7, route('recordRoute')],
    [68, timestamps],
    [131, route('looseSourceRoute')],
    [137, route('strictSourceRoute')],
    [148, single(uint('routerAlert', 2))], // RFC 2113
  ]),
};

export const ipv4Options = (packet: Decoding, from: number, stop: number): void => options(packet, from, stop, OPTIONS);

/** A pointer to the next place, and addresses: the first are passed, the rest to come or still empty. */
function route(name: string): OptionReader {
  const address = ipv4Address(name);
  return (packet, offset, length) => {
    if (length % 4 !== 1) return packet.mark('malformed');
    packet.note(ROUTE_POINTER, offset);
    for (let at = offset + 1; at < offset + length; at += 4) packet.note(address, at);
  };
}

/** Times in ms since midnight UTC, each after the address that it is of where the flag says so. */
function timestamps(packet: Decoding, offset: number, length: number): void {
  if (length < 2) return packet.mark('malformed');
  packet.note(TIMESTAMP_POINTER, offset);
  packet.note(OVERFLOW, offset + 1);
  packet.note(TIMESTAMP_FLAG, offset + 1);
  const flag = packet.bytes[offset + 1]! & 0x0f;
  const size = flag === 0 ? 4 : 8;
  if ((length - 2) % size !== 0) return packet.mark('malformed');
  for (let at = offset + 2; at < offset + length; at += size) {
    if (size === 8) packet.note(TIMESTAMP_ADDRESS, at);
    packet.note(TIMESTAMP, at + size - 4);
  }
}
