import { Table, type Decoding } from '../decoding.js';
import { layout, uint } from '../field-spec.js';

const LLC = layout(2, [uint('dsap', 1, 0), uint('ssap', 1, 1)]);
const CONTROL = uint('control', 1);
const LONG_CONTROL = uint('control', 2);
const OUI = uint('oui', 3);
const TYPE = uint('type', 2);
const SNAP = 0xaaaa;

/** IEEE 802.2, and its SNAP form (RFC 1042), which has an Ethernet type again. */
export function llc(packet: Decoding): void {
  if (!packet.header('llc', LLC)) return;
  // An unnumbered frame, all that is met on Ethernet, has a control field of one byte: its last two bits are set.
  const unnumbered = packet.left <= 0 || (packet.u8(2) & 3) === 3;
  if (packet.take(unnumbered ? CONTROL : LONG_CONTROL) < 0) return;
  const sap = packet.u16(0);
  if (sap !== SNAP) return packet.follow(Table.llc, sap);
  const oui = packet.take(OUI);
  const type = packet.take(TYPE);
  if (oui === 0) packet.follow(Table.etherType, type);
}
