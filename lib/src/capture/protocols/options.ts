import type { Decoding } from '../decoding.js';
import { hex, present, type FieldSpec } from '../field-spec.js';

/** Reads an option’s value, whose bytes are all there; `offset` is its first byte after kind and length. */
export type OptionReader = (packet: Decoding, offset: number, length: number) => void;

export interface OptionKinds {
  /** The kind of one byte that ends the list, and the one that only fills. */
  readonly end: number;
  readonly filler: number;
  readonly kinds: ReadonlyMap<number, OptionReader>;
}

const END = present('endOfOptions', 1);
const NOP = present('nop', 1);
/** An option that is not known by name, from its kind on. */
export const OPTION: FieldSpec = hex('option');

/** Options of IPv4 (RFC 791) and TCP (RFC 9293): kind, length of the whole, value. */
export function options(packet: Decoding, from: number, stop: number, { end, filler, kinds }: OptionKinds): void {
  const { bytes } = packet;
  let at = from;
  while (at < stop) {
    const kind = bytes[at]!;
    if (kind === end) return packet.note(END, at);
    if (kind === filler) {
      packet.note(NOP, at++);
      continue;
    }
    const length = at + 1 < stop ? bytes[at + 1]! : 0;
    if (length < 2 || at + length > stop) return packet.mark('malformed');
    const read = kinds.get(kind);
    if (read) read(packet, at + 2, length - 2);
    else packet.note(OPTION, at, length);
    at += length;
  }
}

/** An option with one value of a length that is known; with another length it contradicts itself. */
export function single(spec: FieldSpec): OptionReader {
  return (packet, offset, length) => {
    if (spec.length === length) packet.note(spec, offset);
    else packet.mark('malformed');
  };
}

/** One whose value is that it is there: its kind and length are the field’s bytes. */
export function bare(name: string): OptionReader {
  const spec = present(name, 2);
  return (packet, offset, length) => {
    if (length === 0) packet.note(spec, offset - 2);
    else packet.mark('malformed');
  };
}
