import type { Decoding } from '../decoding.js';
import { found, readUint } from '../field-spec.js';

const SET = 1;
const SEQUENCE = 2;

/**
 * AS_PATH (RFC 4271, section 4.3; RFC 6793): the systems that a route came through, the nearest first, and in braces those of
 * which the order is not known: `65001 4200000002 {65003,65004}`. Whether a number has two or four bytes was agreed in OPEN,
 * which may not be in the capture: it is four if that fits the length.
 *
 * @returns whether it is consistent
 */
export function asPath(packet: Decoding, from: number, stop: number): boolean {
  const path = segments(packet.bytes, from, stop, 4) ?? segments(packet.bytes, from, stop, 2);
  if (path !== undefined && from < stop) packet.note(found('asPath', path), from, stop - from);
  return path !== undefined;
}

/** Type, how many numbers, the numbers. */
function segments(bytes: Uint8Array, from: number, stop: number, size: 2 | 4): string | undefined {
  const words: string[] = [];
  let at = from;
  while (at + 2 <= stop) {
    const [type, count] = [bytes[at]!, bytes[at + 1]!];
    const next = at + 2 + count * size;
    // RFC 5065 has two more, for confederations: 3 a sequence, 4 a set.
    if (type < SET || type > 4 || count === 0 || next > stop) return undefined;
    const start = at + 2;
    const numbers = Array.from({ length: count }, (_, i) => readUint(bytes, start + i * size, size));
    if (type === SEQUENCE) words.push(numbers.join(' '));
    else if (type === SET) words.push(`{${numbers.join(',')}}`);
    else words.push(type === 3 ? `(${numbers.join(' ')})` : `[${numbers.join(',')}]`);
    at = next;
  }
  return at === stop ? words.join(' ') : undefined;
}
