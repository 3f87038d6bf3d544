import type { Decoding } from '../decoding.js';
import { flag, hex, layout, mac, uint, type FieldSpec } from '../field-spec.js';

const LACP = layout(2, [uint('subtype', 1, 0), uint('version', 1, 1)]);
const TLV_TYPE = uint('tlvType', 1);
const TLV_LENGTH = uint('tlvLength', 1);
const ACTOR = side('actor');
const PARTNER = side('partner');
const COLLECTOR = [uint('collectorMaxDelay', 2, 2)];
const UNKNOWN = hex('tlv');

/** What a TLV holds, by its type: its length with the two bytes before it, and its fields from its first byte. */
const TLVS: ReadonlyMap<number, { length: number; specs: readonly FieldSpec[] }> = new Map([
  [1, { length: 20, specs: ACTOR }],
  [2, { length: 20, specs: PARTNER }],
  [3, { length: 16, specs: COLLECTOR }],
]);

/** The whole, with the zeros that fill it: a message of version 1 has 110 bytes. */
const WHOLE = 110;

/** IEEE 802.1AX: who one end of a link is (the actor), and who it takes the other one for (the partner). */
export function lacp(packet: Decoding): void {
  if (!packet.header('lacp', LACP)) return;
  for (;;) {
    const at = packet.at;
    const type = packet.take(TLV_TYPE);
    const length = packet.take(TLV_LENGTH);
    if (type < 0 || length < 0) return;
    if (type === 0) break;
    const known = TLVS.get(type);
    if (length < 2 || (known && known.length !== length)) return packet.mark('malformed');
    if (!packet.grow(at + length - packet.begin)) return;
    for (const spec of known?.specs ?? []) packet.note(spec, at + spec.at);
    if (!known) packet.note(UNKNOWN, at, length);
  }
  if (packet.at < packet.begin + WHOLE) packet.grow(WHOLE);
}

/** One end as it is told: its system, the key of what may be bundled, its port, and its state bit by bit. */
function side(name: string): readonly FieldSpec[] {
  return [
    uint(`${name}SystemPriority`, 2, 2),
    mac(`${name}System`, 4),
    uint(`${name}Key`, 2, 10),
    uint(`${name}PortPriority`, 2, 12),
    uint(`${name}Port`, 2, 14),
    flag(`${name}Activity`, 16, 0x01),
    flag(`${name}Timeout`, 16, 0x02), // short: a message each second
    flag(`${name}Aggregation`, 16, 0x04),
    flag(`${name}Synchronization`, 16, 0x08),
    flag(`${name}Collecting`, 16, 0x10),
    flag(`${name}Distributing`, 16, 0x20),
    flag(`${name}Defaulted`, 16, 0x40),
    flag(`${name}Expired`, 16, 0x80),
  ];
}
