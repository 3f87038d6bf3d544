import type { Decoding } from '../decoding.js';
import { bits, flag, ipv6Address, uint } from '../field-spec.js';
import { groupRecords, sources } from './group-records.js';

const MAX_RESP_CODE = uint('maxRespCode', 2);
const GROUP = ipv6Address('group');
const SOURCE = ipv6Address('source');
const SUPPRESS = flag('suppress', 0, 0x08);
const QRV = bits('qrv', 1, 0, 0x07);
const QQIC = uint('qqic', 1);
const SOURCE_COUNT = uint('sourceCount', 2);

/** A message of version 1 (RFC 2710), report or done; what comes before it, type, code and checksum, is ICMPv6’s. */
export function mld(packet: Decoding): void {
  packet.open('mld');
  // Two bytes are reserved, and only a query has a time.
  if (packet.take(MAX_RESP_CODE) >= 0 && packet.grow(4)) packet.take(GROUP);
}

/** A query: of version 2 (RFC 3810, section 5.1) where more follows than version 1 has. */
export function mldQuery(packet: Decoding): void {
  mld(packet);
  if (packet.short || packet.at === packet.end || !packet.grow(22)) return;
  packet.note(SUPPRESS, packet.begin + 20);
  packet.note(QRV, packet.begin + 20);
  packet.note(QQIC, packet.begin + 21);
  const count = packet.take(SOURCE_COUNT);
  if (count > 0) sources(packet, count, SOURCE);
}

/** A report of version 2. */
export function mldReport(packet: Decoding): void {
  packet.open('mld');
  groupRecords(packet, GROUP, SOURCE);
}
