import type { Decoding } from '../decoding.js';
import { bits, flag, ipv4Address, layout, uint } from '../field-spec.js';
import { groupRecords, sources } from './group-records.js';

const IGMP = layout(4, [uint('type', 1, 0), uint('checksum', 2, 2)]);
const MAX_RESP_CODE = uint('maxRespCode', 1);
const GROUP = ipv4Address('group');
const SOURCE = ipv4Address('source');
const SUPPRESS = flag('suppress', 0, 0x08);
const QRV = bits('qrv', 1, 0, 0x07);
const QQIC = uint('qqic', 1);
const SOURCE_COUNT = uint('sourceCount', 2);

const QUERY = 0x11;
const REPORT_1 = 0x12;
const REPORT_3 = 0x22;

/**
 * RFC 1112, 2236, 3376. Versions 1 and 2 have eight bytes; a query of version 3 goes on with its querier’s times and the
 * sources it asks for, a report of version 3 has a record for each group. Times are in 1/10 of a second, coded beyond 127.
 */
export function igmp(packet: Decoding): void {
  if (!packet.header('igmp', IGMP)) return;
  const type = packet.u8(0);
  if (type === REPORT_3) return groupRecords(packet, GROUP, SOURCE);
  if (type !== REPORT_1) packet.note(MAX_RESP_CODE, packet.begin + 1);
  if (packet.take(GROUP) < 0 || type !== QUERY || packet.at === packet.end) return;
  if (!packet.grow(10)) return;
  packet.note(SUPPRESS, packet.begin + 8);
  packet.note(QRV, packet.begin + 8);
  packet.note(QQIC, packet.begin + 9);
  const count = packet.take(SOURCE_COUNT);
  if (count > 0) sources(packet, count, SOURCE);
}
