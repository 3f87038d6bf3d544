import { Table, type Decoding } from '../decoding.js';
import { ipv4Address, layout, uint } from '../field-spec.js';

const ICMP = layout(4, [uint('type', 1, 0), uint('code', 1, 1), uint('checksum', 2, 2)]);
const ID = uint('id', 2);
const SEQ = uint('seq', 2);
const MTU = uint('mtu', 2);
const GATEWAY = ipv4Address('gateway');
const POINTER = uint('pointer', 1);
const TIMES = [uint('originateTime', 4), uint('receiveTime', 4), uint('transmitTime', 4)];
const MASK = ipv4Address('mask');

const UNREACHABLE = 3;
const FRAGMENTATION_NEEDED = 4;
const REDIRECT = 5;
const TIME_EXCEEDED = 11;
const PARAMETER_PROBLEM = 12;
/** Echo, timestamp and address mask, question and answer. */
const WITH_ID: ReadonlySet<number> = new Set([0, 8, 13, 14, 15, 16, 17, 18]);
/** Those that tell which packet they are about: its header and the beginning of its data follow. */
const QUOTING: ReadonlySet<number> = new Set([UNREACHABLE, 4, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM]);

/** RFC 792, 950 and 1191. An error is followed by the layers of the packet that it quotes. */
export function icmp(packet: Decoding): void {
  if (!packet.header('icmp', ICMP)) return;
  const type = packet.u8(0);
  const { begin } = packet;
  if (WITH_ID.has(type)) {
    if (packet.take(ID) < 0 || packet.take(SEQ) < 0) return;
    if (type === 13 || type === 14) TIMES.every((spec) => packet.take(spec) >= 0);
    if (type === 17 || type === 18) packet.take(MASK);
    return;
  }
  if (!packet.grow(8)) return;
  if (type === REDIRECT) packet.note(GATEWAY, begin + 4);
  if (type === PARAMETER_PROBLEM) packet.note(POINTER, begin + 4);
  if (type === UNREACHABLE && packet.u8(1) === FRAGMENTATION_NEEDED) packet.note(MTU, begin + 6);
  if (QUOTING.has(type)) quote(packet, type);
}

function quote(packet: Decoding, type: number): void {
  // RFC 4884: how many words are quoted, where extensions come after them.
  const words = type === REDIRECT ? 0 : packet.u8(5);
  if (words > 0) packet.limit(8 + 4 * words);
  packet.partial = true;
  packet.follow(Table.etherType, 0x0800);
}
