import type { Decoding } from '../decoding.js';
import { hex, uint, type FieldSpec } from '../field-spec.js';

const RECORD_COUNT = uint('recordCount', 2);
const RECORD_TYPE = uint('recordType', 1);
const AUX_LENGTH = uint('auxDataLength', 1);
const AUX_DATA = hex('auxData');
const SOURCE_COUNT = uint('sourceCount', 2);

/**
 * What a report of IGMP version 3 (RFC 3376, section 4.2) or MLD version 2 (RFC 3810, section 5.2) says from its fifth
 * byte on: of each group, from which sources it is wanted (record types 1, 3, 5) or not (2, 4, 6).
 */
export function groupRecords(packet: Decoding, group: FieldSpec, source: FieldSpec): void {
  // Two bytes are reserved.
  if (!packet.grow(packet.at - packet.begin + 2)) return;
  const count = packet.take(RECORD_COUNT);
  for (let i = 0; i < count; i++) {
    packet.take(RECORD_TYPE);
    const auxiliary = packet.take(AUX_LENGTH);
    const sourceCount = packet.take(SOURCE_COUNT);
    if (packet.take(group) < 0 || !sources(packet, sourceCount, source)) return;
    if (auxiliary > 0 && packet.take(AUX_DATA, 4 * auxiliary) < 0) return;
  }
}

/** @returns whether all of them are there */
export function sources(packet: Decoding, count: number, source: FieldSpec): boolean {
  for (let i = 0; i < count; i++) if (packet.take(source) < 0) return false;
  return true;
}
