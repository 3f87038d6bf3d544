import { Decoding, Table, type Decoder } from './decoding.js';
import type { LayerRecord } from './layer-record.js';
import type { Layer } from './packet.js';
import { registry } from './registry.js';
import { NO_PORTS, type TunnelPorts } from './tunnel-ports.js';

/** A packet has as many layers as somebody cared to write: more than this are left as payload. */
const DEEPEST = 32;

/**
 * The layers of one packet, from the outside in. Each begins where the one before ends. It never throws: what is cut off,
 * contradicts itself or is unknown is kept and marked. Bytes after the end that an IP header gives (Ethernet’s padding, a
 * frame check sequence) belong to no layer.
 *
 * @param linkType what it begins with: a number of tcpdump.org/linktypes
 * @param length how long the packet was; more than `bytes` has where the capture kept only the beginning
 * @param tunnelPorts the UDP ports by which IP packets are known to travel
 * @example decode(packet, 1, packet.length).map(({ protocol }) => protocol) // ['ethernet', 'arp']
 */
export function decode(
  bytes: Uint8Array,
  linkType: number,
  length: number = bytes.length,
  tunnelPorts: TunnelPorts = NO_PORTS,
): Layer[] {
  const packet = new Decoding(bytes, length, tunnelPorts);
  packet.follow(Table.linkType, linkType);
  while (packet.nextTable !== undefined && packet.left > 0) {
    if (packet.layers.length === DEEPEST - 1) {
      payload(packet).mark('too-deep');
      return packet.layers;
    }
    const decoder = decoderOf(packet.nextTable, packet);
    packet.nextTable = undefined;
    decoder?.(packet);
    if (packet.short) return packet.layers;
  }
  if (packet.at < packet.end) payload(packet);
  return packet.layers;
}

function decoderOf(table: Table, { nextNumber, otherNumber }: Decoding): Decoder | undefined {
  const found = registry[table].get(nextNumber);
  return found ?? (otherNumber === nextNumber ? undefined : registry[table].get(otherNumber));
}

/** What is left, as it is; with no byte in it where the capture ended right before. */
function payload(packet: Decoding): LayerRecord {
  packet.open('payload');
  packet.grow(packet.end - packet.at);
  return packet.layer;
}
