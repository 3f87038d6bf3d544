import type { Decoding } from '../decoding.js';
import { hex, uint } from '../field-spec.js';
import { bare, options, single, type OptionKinds, type OptionReader } from './options.js';

const LEFT = uint('sackLeft', 4);
const RIGHT = uint('sackRight', 4);
const TSVAL = uint('tsval', 4);
const TSECR = uint('tsecr', 4);
const COOKIE = hex('fastOpenCookie');

const OPTIONS: OptionKinds = {
  end: 0,
  filler: 1,
  kinds: new Map<number, OptionReader>([
    [2, single(uint('mss', 2))],
    [3, single(uint('windowScale', 1))], // RFC 7323: a shift, not a factor
    [4, bare('sackPermitted')], // RFC 2018
    [5, sack],
    [8, timestamps], // RFC 7323
    [34, (packet, offset, length) => packet.note(COOKIE, offset, length)], // RFC 7413
  ]),
};

export const tcpOptions = (packet: Decoding, from: number, stop: number): void => options(packet, from, stop, OPTIONS);

/** Blocks that have arrived out of order: from `sackLeft` to before `sackRight`. */
function sack(packet: Decoding, offset: number, length: number): void {
  if (length === 0 || length % 8 !== 0) return packet.mark('malformed');
  for (let at = offset; at < offset + length; at += 8) {
    packet.note(LEFT, at);
    packet.note(RIGHT, at + 4);
  }
}

function timestamps(packet: Decoding, offset: number, length: number): void {
  if (length !== 8) return packet.mark('malformed');
  packet.note(TSVAL, offset);
  packet.note(TSECR, offset + 4);
}
