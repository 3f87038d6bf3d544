import type { Decoding } from '../decoding.js';
import { bits, flag, layout, mac, uint, type FieldSpec } from '../field-spec.js';

const STP = layout(4, [uint('protocolId', 2, 0), uint('version', 1, 2), uint('type', 1, 3)]);

const CONFIG: readonly FieldSpec[] = [
  flag('topologyChange', 4, 0x01),
  flag('topologyChangeAck', 4, 0x80),
  uint('rootPriority', 2, 5),
  mac('root', 7),
  uint('rootPathCost', 4, 13),
  uint('bridgePriority', 2, 17),
  mac('bridge', 19),
  uint('portId', 2, 25),
  // Times are in 1/256 of a second.
  uint('messageAge', 2, 27),
  uint('maxAge', 2, 29),
  uint('helloTime', 2, 31),
  uint('forwardDelay', 2, 33),
];
const CONFIG_LENGTH = 35;

const RAPID: readonly FieldSpec[] = [
  flag('proposal', 4, 0x02),
  bits('portRole', 1, 4, 0x0c), // 1 alternate or backup, 2 root, 3 designated
  flag('learning', 4, 0x10),
  flag('forwarding', 4, 0x20),
  flag('agreement', 4, 0x40),
  uint('version1Length', 1, 35),
];
const RAPID_LENGTH = 36;

const CONFIGURATION = 0x00;
const RAPID_SPANNING_TREE = 0x02;

/** IEEE 802.1D, and 802.1w’s rapid one. A topology change notification (type 128) has no more than the first four bytes. */
export function stp(packet: Decoding): void {
  if (!packet.header('stp', STP)) return;
  if (packet.u16(0) !== 0) return packet.mark('malformed');
  const type = packet.u8(3);
  if (type === CONFIGURATION) fields(packet, CONFIG_LENGTH, CONFIG);
  else if (type === RAPID_SPANNING_TREE) fields(packet, RAPID_LENGTH, [...CONFIG, ...RAPID]);
}

function fields(packet: Decoding, length: number, specs: readonly FieldSpec[]): void {
  packet.grow(length);
  const there = packet.at - packet.begin;
  for (const spec of specs) if (spec.at + spec.length <= there) packet.note(spec, packet.begin + spec.at);
}
