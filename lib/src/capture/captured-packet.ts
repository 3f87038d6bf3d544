import { decode } from './decode.js';
import type { Layer, Packet, Vantage } from './packet.js';

/** How a file tells time: two numbers of 32 bits, which a million packets need not have as bigints. */
export type Clock = (high: number, low: number) => bigint;

/** A packet as a file had it. What costs is done when it is looked at. */
export class CapturedPacket implements Packet {
  private decoded: readonly Layer[] | undefined = undefined;

  constructor(
    public number: number,
    readonly bytes: Uint8Array,
    readonly length: number,
    readonly linkType: number,
    private readonly clock: Clock,
    private readonly high: number,
    private readonly low: number,
    public at: Vantage | undefined = undefined,
  ) {}

  get time(): bigint {
    return this.clock(this.high, this.low);
  }

  get layers(): readonly Layer[] {
    return (this.decoded ??= decode(this.bytes, this.linkType, this.length));
  }
}
