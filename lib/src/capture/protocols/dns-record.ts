import type { Decoding } from '../decoding.js';
import { flag, found, hex, ipv4Address, ipv6Address, text, uint, type FieldSpec } from '../field-spec.js';
import { dnsName } from './dns-name.js';

/** How the fields of a list's records are called, and read. */
export interface Section {
  readonly name: string;
  readonly type: FieldSpec;
  readonly class: FieldSpec;
  readonly ttl: FieldSpec;
  readonly dataLength: FieldSpec;
  /** Data of a type that is not taken apart. */
  readonly data: FieldSpec;
  /** What the data of a type consists of: fields one after another, where a text alone is a name of DNS. */
  readonly parts: ReadonlyMap<number, readonly (FieldSpec | string)[]>;
}

const TXT = 16;
const OPT = 41;

// RFC 6891: a pseudo-record that says what the sender can do, in the places where others have class and time to live.
const UDP_PAYLOAD_SIZE = uint('udpPayloadSize', 2);
const EXTENDED_RCODE = uint('extendedRcode', 1);
const EDNS_VERSION = uint('ednsVersion', 1);
const DO = flag('do', 0, 0x80); // DNSSEC’s records are wanted
const EDNS_OPTION = hex('ednsOption');

/** The three lists of records, in their order: a record's fields are named after the one it is in, such as `answerTtl`. */
export const SECTIONS: readonly Section[] = ['answer', 'authority', 'additional'].map((name) => section(name));

function section(name: string): Section {
  const of = (field: string): string => `${name}${field}`;
  return {
    name,
    type: uint(of('Type'), 2),
    class: uint(of('Class'), 2),
    ttl: uint(of('Ttl'), 4),
    dataLength: uint(of('DataLength'), 2),
    data: hex(of('Data')),
    parts: new Map<number, readonly (FieldSpec | string)[]>([
      [1, [ipv4Address(of('A'))]],
      [2, [of('Ns')]],
      [5, [of('Cname')]],
      [
        6,
        [
          of('Mname'),
          of('Rname'),
          ...['Serial', 'Refresh', 'Retry', 'Expire', 'Minimum'].map((field) => uint(of(field), 4)),
        ],
      ],
      [12, [of('Ptr')]],
      [15, [uint(of('Preference'), 2), of('Exchange')]],
      [TXT, [text(of('Text'))]],
      [28, [ipv6Address(of('Aaaa'))]], // RFC 3596
      [33, [uint(of('Priority'), 2), uint(of('Weight'), 2), uint(of('Port'), 2), of('Target')]], // RFC 2782
    ]),
  };
}

/**
 * Reads one record (RFC 1035, section 4.1.3).
 *
 * @param message where the message begins, to which a name’s pointers count
 * @returns whether it is all there
 */
export function record(packet: Decoding, message: number, section: Section): boolean {
  if (!takeName(packet, message, `${section.name}Name`)) return false;
  const type = packet.take(section.type);
  if (type === OPT) takeOptFlags(packet);
  else {
    packet.take(section.class);
    packet.take(section.ttl);
  }
  const length = packet.take(section.dataLength);
  if (length < 0) return false;
  const stop = packet.at + length;
  const parts = section.parts.get(type);
  if (type === OPT) takeOptions(packet, stop);
  else if (type === TXT) takeStrings(packet, stop, parts![0] as FieldSpec);
  else if (!parts) {
    if (length > 0) packet.take(section.data, length);
  } else if (length > 0) for (const part of parts) if (!takePart(packet, message, part)) break;
  // RFC 2136: an update has records without data.
  if (packet.short) return false;
  if (packet.at === stop) return true;
  packet.mark('malformed');
  return false;
}

function takePart(packet: Decoding, message: number, part: FieldSpec | string): boolean {
  return typeof part === 'string' ? takeName(packet, message, part) : packet.take(part) >= 0;
}

/** Reads a name. @returns whether it is one, and all there; if not, the layer is marked */
export function takeName(packet: Decoding, message: number, field: string): boolean {
  const { at, begin } = packet;
  const name = dnsName(packet.bytes, message, at, packet.captured);
  if (name === 'malformed') {
    packet.mark('malformed');
    return false;
  }
  // It goes on beyond what there is: one byte more is asked for than there are, which says why they are missing.
  if (name === 'cut') return packet.grow(packet.captured + 1 - begin);
  if (packet.grow(name.next - begin)) packet.note(found(field, name.text), at, name.next - at);
  return true;
}

function takeOptFlags(packet: Decoding): void {
  packet.take(UDP_PAYLOAD_SIZE);
  packet.take(EXTENDED_RCODE);
  packet.take(EDNS_VERSION);
  const { at } = packet;
  if (packet.grow(at + 2 - packet.begin)) packet.note(DO, at);
}

/** EDNS’s options, from their code on. */
function takeOptions(packet: Decoding, stop: number): void {
  while (packet.at < stop) {
    const { at, begin, bytes } = packet;
    if (!packet.grow(at + 4 - begin)) return;
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!;
    if (at + 4 + length > stop || !packet.grow(at + 4 + length - begin)) return;
    packet.note(EDNS_OPTION, at, 4 + length);
  }
}

/** Texts with their length before each. */
function takeStrings(packet: Decoding, stop: number, spec: FieldSpec): void {
  while (packet.at < stop) {
    const { at, begin } = packet;
    if (!packet.grow(at + 1 - begin)) return;
    const length = packet.bytes[at]!;
    if (at + 1 + length > stop || !packet.grow(at + 1 + length - begin)) return;
    packet.note(spec, at + 1, length);
  }
}
