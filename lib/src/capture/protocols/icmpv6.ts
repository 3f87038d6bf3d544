import { Table, type Decoding } from '../decoding.js';
import { layout, uint } from '../field-spec.js';
import { NEIGHBOUR_DISCOVERY } from './neighbour-discovery.js';

const ICMPV6 = layout(4, [uint('type', 1, 0), uint('code', 1, 1), uint('checksum', 2, 2)]);
const ID = uint('id', 2);
const SEQ = uint('seq', 2);
const MTU = uint('mtu', 4);
const POINTER = uint('pointer', 4);

const UNREACHABLE = 1;
const TOO_BIG = 2;
const TIME_EXCEEDED = 3;
const PARAMETER_PROBLEM = 4;

/** RFC 4443; neighbour discovery: RFC 4861. An error, a type below 128, is followed by the layers of the packet that it quotes. */
export function icmpv6(packet: Decoding): void {
  if (!packet.header('icmpv6', ICMPV6)) return;
  const type = packet.u8(0);
  const discovery = NEIGHBOUR_DISCOVERY.get(type);
  if (discovery) return discovery(packet);
  if (type === 128 || type === 129) {
    if (packet.take(ID) >= 0) packet.take(SEQ);
  } else if (type >= 1 && type <= PARAMETER_PROBLEM) error(packet, type);
  else packet.follow(Table.icmpv6, type);
}

function error(packet: Decoding, type: number): void {
  if (!packet.grow(8)) return;
  if (type === TOO_BIG) packet.note(MTU, packet.begin + 4);
  if (type === PARAMETER_PROBLEM) packet.note(POINTER, packet.begin + 4);
  // RFC 4884: how many units of eight bytes are quoted, where extensions come after them.
  const units = type === UNREACHABLE || type === TIME_EXCEEDED ? packet.u8(4) : 0;
  if (units > 0) packet.limit(8 + 8 * units);
  packet.partial = true;
  packet.follow(Table.etherType, 0x86dd);
}
