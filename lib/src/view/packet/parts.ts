import type { Field, Layer, Packet } from '../../capture/packet.js';

/** Bytes that belong together: those of one field, of several that share them, or of none. */
export interface Part {
  readonly offset: number;
  readonly length: number;
  readonly fields: readonly Field[];
}

/**
 * A layer cut into parts, each byte in exactly one. Fields that share a byte, such as flags, are one part.
 * @example partsOf(layer)[0].fields.map(({ name }) => name) // ['version', 'headerLength']
 */
export function partsOf({ offset, length, fields }: Layer): Part[] {
  const parts: { offset: number; end: number; fields: Field[] }[] = [];
  const end = offset + length;
  const placed = fields.filter((field) => field.length > 0 && field.offset >= offset && field.offset < end);
  for (const field of placed.toSorted((a, b) => a.offset - b.offset)) {
    const last = parts.at(-1);
    const stop = Math.min(end, field.offset + field.length);
    if (last !== undefined && field.offset < last.end) {
      last.fields.push(field);
      last.end = Math.max(last.end, stop);
    } else parts.push({ offset: field.offset, end: stop, fields: [field] });
  }
  const all: Part[] = [];
  let at = offset;
  for (const part of [...parts, { offset: end, end, fields: [] }]) {
    // Bytes without a name, such as those that are reserved.
    if (part.offset > at) all.push({ offset: at, length: part.offset - at, fields: [] });
    if (part.end > part.offset) all.push({ offset: part.offset, length: part.end - part.offset, fields: part.fields });
    at = part.end;
  }
  return all;
}

/**
 * Bytes as two digits each; at most so many.
 * @example hexOf(packet, { offset: 12, length: 2 }, 16) // '08 00'
 */
export function hexOf({ bytes }: Packet, { offset, length }: Pick<Part, 'offset' | 'length'>, most: number): string {
  const all = [...bytes.subarray(offset, offset + length)];
  const shown = all.slice(0, most).map((byte) => byte.toString(16).padStart(2, '0'));
  return [...shown, ...(all.length > most ? ['…'] : [])].join(' ');
}

/**
 * Bytes as ASCII, with a dot for what has no letter.
 * @example asciiOf(Uint8Array.of(72, 105, 0)) // 'Hi.'
 */
export function asciiOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
}
