const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes as pairs of hexadecimal digits: `0a00ff`, or `0a:00:ff` with a separator. */
export function hexText(bytes: Uint8Array, offset: number, length: number, separator = ''): string {
  if (length === 0) return '';
  let text = HEX[bytes[offset]!]!;
  for (let i = offset + 1; i < offset + length; i++) text += separator + HEX[bytes[i]!]!;
  return text;
}

/** A hardware address as Linux writes it: `52:54:00:6e:01:01`. */
export function macText(b: Uint8Array, at: number): string {
  const start = PAIR[b[at]!]! + PAIR[b[at + 1]!]! + PAIR[b[at + 2]!]!;
  return start + PAIR[b[at + 3]!]! + PAIR[b[at + 4]!]! + HEX[b[at + 5]!]!;
}

/** An IPv4 address: `10.0.0.1`. */
export const ipv4Text = (b: Uint8Array, at: number): string =>
  PART[b[at]!]! + PART[b[at + 1]!]! + PART[b[at + 2]!]! + LAST_PART[b[at + 3]!]!;

// Made once: to turn a number into text takes longer than to find it.
const PAIR: readonly string[] = HEX.map((pair) => `${pair}:`);
const LAST_PART: readonly string[] = HEX.map((_, byte) => String(byte));
const PART: readonly string[] = LAST_PART.map((part) => `${part}.`);

/** An IPv6 address as RFC 5952 writes it: `fe80::1`; the longest run of zeros is `::`, the first of equal ones. */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  // The longest run of zeros, of at least two.
  let start = 8;
  let length = 1;
  for (let i = 0, run = 0; i < 8; i++) {
    run = bytes[at + 2 * i] === 0 && bytes[at + 2 * i + 1] === 0 ? run + 1 : 0;
    if (run > length) [start, length] = [i - run + 1, run];
  }
  // RFC 5952, section 5: what is known to hold an IPv4 address shows it so.
  if (start === 0 && length === 5 && group(bytes, at, 5) === 'ffff') return `::ffff:${ipv4Text(bytes, at + 12)}`;
  let text = start === 0 ? '' : group(bytes, at, 0);
  for (let i = start === 0 ? 0 : 1; i < 8; i++) {
    if (i === start) {
      i += length - 1;
      text += i === 7 ? '::' : ':';
    } else text += group(bytes, at, i, NEXT);
  }
  return text;
}

/** A group of four digits, without zeros at its beginning. */
function group(bytes: Uint8Array, at: number, i: number, begins: readonly string[] = FIRST): string {
  const high = bytes[at + 2 * i]!;
  const low = bytes[at + 2 * i + 1]!;
  return high === 0 ? begins[low]! : begins[high]! + HEX[low]!;
}

/** How a group begins: the address’s first, and those with a colon before them. */
const FIRST: readonly string[] = HEX.map((_, byte) => byte.toString(16));
const NEXT: readonly string[] = FIRST.map((digits) => `:${digits}`);
