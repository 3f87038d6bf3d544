/** A name has at most 255 bytes, so at most 127 labels; a chain of pointers that is longer leads nowhere. */
const LONGEST = 255;
const MOST_POINTERS = 127;

const DOT = 0x2e;
const BACKSLASH = 0x5c;

/** A name as it was found. */
export interface DnsName {
  /** `www.example.org`, without the dot at the end; the root is `.`. */
  readonly text: string;
  /** Where the next thing begins. */
  readonly next: number;
}

/**
 * Reads a name of DNS (RFC 1035, section 4.1.4): labels, of which the last ones may stand elsewhere in the message. A pointer
 * must lead backwards, and further than the one before, so that no chain of them is endless.
 *
 * @param message where the message begins, to which pointers count; `stop`: where its bytes end
 * @returns the name; `cut` where it does not end before `stop`, `malformed` where it is none
 * @example dnsName(packet, 42, 54, packet.length) // { text: 'example.org', next: 67 }
 */
export function dnsName(bytes: Uint8Array, message: number, from: number, stop: number): DnsName | 'cut' | 'malformed' {
  const labels: string[] = [];
  let at = from;
  let lowest = from;
  let next = -1;
  let length = 1;
  for (let pointers = 0; ;) {
    if (at >= stop) return 'cut';
    const first = bytes[at]!;
    if (first === 0) return { text: labels.join('.') || '.', next: next < 0 ? at + 1 : next };
    if (first < 64) {
      length += first + 1;
      if (length > LONGEST) return 'malformed';
      if (at + 1 + first > stop) return 'cut';
      labels.push(labelText(bytes, at + 1, first));
      at += first + 1;
    } else {
      if (first < 192) return 'malformed';
      if (at + 2 > stop) return 'cut';
      if (next < 0) next = at + 2;
      at = message + ((first & 63) << 8) + bytes[at + 1]!;
      if (at >= lowest || ++pointers > MOST_POINTERS) return 'malformed';
      lowest = at;
    }
  }
}

/** A label as zone files write it (RFC 1035, section 5.1): a dot in it is `\.`, what cannot be printed is `\007`. */
function labelText(bytes: Uint8Array, from: number, length: number): string {
  let label = '';
  for (let at = from; at < from + length; at++) {
    const byte = bytes[at]!;
    if (byte === DOT || byte === BACKSLASH) label += `\\${String.fromCharCode(byte)}`;
    else if (byte > 0x20 && byte < 0x7f) label += String.fromCharCode(byte);
    else label += `\\${byte.toString().padStart(3, '0')}`;
  }
  return label;
}
