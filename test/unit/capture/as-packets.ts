import { CapturedPacket } from '../../../lib/src/capture/captured-packet.js';
import type { Packet } from '../../../lib/src/capture/packet.js';
import { type Generated, TUNNEL_PORT } from './generate.js';

const TUNNELS: ReadonlySet<number> = new Set([TUNNEL_PORT]);

/** A millisecond apart, and whole. */
export function asPackets(generated: readonly Generated[]): Packet[] {
  const start = 1_700_000_000n * 1_000_000_000n;
  return generated.map(({ bytes, linkType }, i) => {
    const time = start + BigInt(i) * 1_000_000n;
    const packet = CapturedPacket.alone(i + 1, bytes, { length: bytes.length, linkType, clock: () => time });
    packet.tunnelPorts = TUNNELS;
    return packet;
  });
}
