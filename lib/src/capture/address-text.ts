const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes as pairs of hexadecimal digits: `0a00ff`, or `0a:00:ff` with a separator. */
export function hexText(bytes: Uint8Array, offset: number, length: number, separator = ''): string {
  if (length === 0) return '';
  let text = HEX[bytes[offset]!]!;
  for (let i = offset + 1; i < offset + length; i++) text += separator + HEX[bytes[i]!]!;
  return text;
}

/** A hardware address as Linux writes it: `52:54:00:6e:01:01`. */
export const macText = (bytes: Uint8Array, offset: number, length = 6): string => hexText(bytes, offset, length, ':');

/** An IPv4 address: `10.0.0.1`. */
export const ipv4Text = (b: Uint8Array, at: number): string => `${b[at]!}.${b[at + 1]!}.${b[at + 2]!}.${b[at + 3]!}`;

/** An IPv6 address as RFC 5952 writes it: `fe80::1`; the longest run of zeros is `::`, the first of equal ones. */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const { start, length } = longestZeros(bytes, at);
  // RFC 5952, section 5: what is known to hold an IPv4 address shows it so.
  if (start === 0 && length === 5 && group(bytes, at, 5) === 0xffff) return `::ffff:${ipv4Text(bytes, at + 12)}`;
  let text = '';
  for (let i = 0; i < 8; i++) {
    if (i === start && length > 1) {
      text += '::';
      i += length - 1;
    } else text += (i === 0 || text.endsWith('::') ? '' : ':') + group(bytes, at, i).toString(16);
  }
  return text;
}

const group = (bytes: Uint8Array, at: number, i: number): number => (bytes[at + 2 * i]! << 8) | bytes[at + 2 * i + 1]!;

function longestZeros(bytes: Uint8Array, at: number): { start: number; length: number } {
  let best = { start: -1, length: 0 };
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && group(bytes, at, end) === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
    if (end > start) start = end;
  }
  return best;
}
