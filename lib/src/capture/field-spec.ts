import { hexText, ipv4Text, ipv6Text, macText } from './address-text.js';
import type { Field } from './packet.js';

/**
 * How one value lies in a header. It is made once, where a decoder is defined; the packets only say where.
 * That is why a packet costs nothing for a field that nobody looks at.
 */
export interface FieldSpec {
  readonly name: string;
  /** Where it begins, counted from the header's first byte; unused where a decoder takes the fields one after another. */
  readonly at: number;
  /** In bytes; 0 where each packet has its own. */
  readonly length: number;
  /** The value in the bytes that begin at `offset`; never asked for bytes that were not captured. */
  read(bytes: Uint8Array, offset: number, length: number): Field['value'];
}

/** The fields of a header that stand where they always stand, and how many bytes they take. */
export interface Layout {
  readonly length: number;
  readonly specs: readonly FieldSpec[];
}

/** @example const UDP = layout(8, [uint('srcPort', 2, 0), uint('dstPort', 2, 2), ...]) */
export const layout = (length: number, specs: readonly FieldSpec[]): Layout => ({ length, specs });

/** A number of up to six bytes, the first byte the greatest. */
export const uint = (name: string, length: number, at = 0): FieldSpec => ({
  name,
  at,
  length,
  read: length === 1 ? readByte : length === 2 ? readPair : readUint,
});

/** Some bits of a number: those of `mask`, shifted down so that its lowest is 1, times `unit`. */
export function bits(name: string, length: number, at: number, mask: number, unit = 1): FieldSpec {
  const shift = 31 - Math.clz32(mask & -mask);
  const read: FieldSpec['read'] =
    length === 1
      ? (bytes, offset) => ((bytes[offset]! & mask) >>> shift) * unit
      : length === 2
        ? (bytes, offset) => ((readPair(bytes, offset) & mask) >>> shift) * unit
        : (bytes, offset) => ((readUint(bytes, offset, length) & mask) >>> shift) * unit;
  return { name, at, length, read };
}

/** One bit of a byte. */
export const flag = (name: string, at: number, mask: number): FieldSpec => ({
  name,
  at,
  length: 1,
  read: (bytes, offset) => (bytes[offset]! & mask) !== 0,
});

export const mac = (name: string, at = 0): FieldSpec => ({ name, at, length: 6, read: macText });
export const ipv4Address = (name: string, at = 0): FieldSpec => ({ name, at, length: 4, read: ipv4Text });
export const ipv6Address = (name: string, at = 0): FieldSpec => ({ name, at, length: 16, read: ipv6Text });

/** Bytes that are told as they are, in hexadecimal digits. */
export const hex = (name: string, length = 0, at = 0): FieldSpec => ({ name, at, length, read: hexText });

/** Text, a byte a character (ISO 8859-1), as it stands: it is somebody else’s and not to be trusted. */
export const text = (name: string, length = 0, at = 0): FieldSpec => ({
  name,
  at,
  length,
  read: (bytes, offset, size) => Buffer.from(bytes.buffer, bytes.byteOffset + offset, size).toString('latin1'),
});

/** That something is there, such as an option without a value. */
export const present = (name: string, length = 0): FieldSpec => ({ name, at: 0, length, read: () => true });

/** A value that a decoder has found by itself, such as a name of DNS that is told in several places. */
export const found = (name: string, value: Field['value']): FieldSpec => ({
  name,
  at: 0,
  length: 0,
  read: () => value,
});

export function readUint(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0;
  for (let i = offset; i < offset + length; i++) value = value * 256 + bytes[i]!;
  return value;
}

const readByte = (bytes: Uint8Array, offset: number): number => bytes[offset]!;
const readPair = (bytes: Uint8Array, offset: number): number => (bytes[offset]! << 8) | bytes[offset + 1]!;
