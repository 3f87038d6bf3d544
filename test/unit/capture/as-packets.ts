import { CapturedPacket } from '../../../lib/src/capture/captured-packet.js';
import type { Packet } from '../../../lib/src/capture/packet.js';
import type { Generated } from './generate.js';

/** A millisecond apart, and whole. */
export function asPackets(generated: readonly Generated[]): Packet[] {
  const start = 1_700_000_000n * 1_000_000_000n;
  return generated.map(({ bytes, linkType }, i) => {
    const time = start + BigInt(i) * 1_000_000n;
    return CapturedPacket.alone(i + 1, bytes, { length: bytes.length, linkType, clock: () => time });
  });
}
