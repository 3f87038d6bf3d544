import type { CapturedPacket } from '../../capture/captured-packet.js';
import { CaptureReader } from '../../capture/capture-reader.js';
import { pauses, type Pause } from '../../pauses.js';

/** What one capture keeps. Beyond that it is told as cut. */
export const MOST_BYTES: number = 48 * 2 ** 20;

/** The packets of a capture on their way in: read as they come, by tap. */
export class Kept {
  /** What was kept of each tap, in the order in which it came. */
  readonly packets: readonly CapturedPacket[][];
  readonly #readers: readonly CaptureReader[];
  readonly #most: number;
  #bytes = 0;

  constructor(taps: number, most: number = MOST_BYTES) {
    this.#readers = Array.from({ length: taps }, () => new CaptureReader());
    this.packets = this.#readers.map(() => []);
    this.#most = most;
  }

  /** Whether there came more than is kept. */
  get isCut(): boolean {
    return this.#bytes > this.#most;
  }

  /** The next bytes of what a tap's tcpdump writes. */
  push(tap: number, bytes: Buffer): void {
    if (this.isCut) return;
    this.#bytes += bytes.length;
    if (this.isCut) return;
    const packets = this.packets[tap]!;
    for (const packet of this.#readers[tap]!.push(bytes)) packets.push(packet);
  }
}

/**
 * All packets in the order of their times. Those of one tap are nearly in order.
 * @example await merged(kept.packets, (packet, tap) => ...)
 */
export async function merged(
  taps: readonly (readonly CapturedPacket[])[],
  each: (packet: CapturedPacket, tap: number) => void,
  pause: Pause = pauses(),
): Promise<CapturedPacket[]> {
  const all: CapturedPacket[] = [];
  const heads = taps.map((packets, tap) => ({ packets, tap, at: 0, time: packets[0]?.time ?? 0n }));
  let living = heads.filter(({ packets }) => packets.length > 0);
  let last = 0n;
  while (living.length > 0) {
    const first = living.reduce((one, other) => (other.time < one.time ? other : one));
    const packet = first.packets[first.at++]!;
    // What a second processor handed to tcpdump a little late goes to its place.
    let place = all.length;
    if (first.time < last) while (place > 0 && all[place - 1]!.time > first.time) place--;
    else last = first.time;
    if (place === all.length) all.push(packet);
    else all.splice(place, 0, packet);
    each(packet, first.tap);
    if (first.at < first.packets.length) first.time = first.packets[first.at]!.time;
    else living = living.filter((head) => head !== first);
    await pause();
  }
  return all.slice(); // without the room to grow that a list keeps
}
