import { decode } from './decode.js';
import type { Layer, Packet, Vantage } from './packet.js';
import { NO_PORTS, type TunnelPorts } from './tunnel-ports.js';

/** How a file tells time: two numbers of 32 bits, which a million packets need not have as bigints. */
export type Clock = (high: number, low: number) => bigint;

/** A part of a file with packets in it, and what they have in common. */
export interface Stretch {
  readonly bytes: Uint8Array;
  /** Of the same bytes. */
  readonly view: DataView;
  /** Whether its numbers begin with the lowest byte. */
  readonly little: boolean;
  readonly linkType: number;
  readonly clock: Clock;
}

/** What both formats have before a packet’s bytes: two numbers for the time, how much was captured, how long it was. */
const HEAD = 16;

/**
 * A packet as a file had it: not much more than the place where it lies there, since a capture has many and few are looked at. What
 * costs is done when it is looked at.
 */
export class CapturedPacket implements Packet {
  /** To be told before it is looked at. */
  tunnelPorts: TunnelPorts = NO_PORTS;

  /** @param start where its bytes begin in the stretch, after their head; they end where the stretch does at the latest */
  constructor(
    public number: number,
    private readonly from: Stretch,
    private readonly start: number,
    public at: Vantage | undefined = undefined,
  ) {}

  /** A packet that lies in no file, or not as most do: it gets a stretch of its own. */
  static alone(
    number: number,
    bytes: Uint8Array,
    { length, linkType, clock, at }: Pick<Packet, 'length' | 'linkType' | 'at'> & { readonly clock: () => bigint },
  ): CapturedPacket {
    const own = new Uint8Array(HEAD + bytes.length);
    own.set(bytes, HEAD);
    const view = new DataView(own.buffer);
    view.setUint32(8, bytes.length);
    view.setUint32(12, length);
    return new CapturedPacket(number, { bytes: own, view, little: false, linkType, clock }, HEAD, at);
  }

  /** The same of which only the first bytes are there. */
  shortened(captured: number): CapturedPacket {
    const { number, length, linkType, at, time, tunnelPorts } = this;
    const bytes = this.from.bytes.subarray(this.start, this.start + captured);
    const short = CapturedPacket.alone(number, bytes, { length, linkType, at, clock: () => time });
    short.tunnelPorts = tunnelPorts;
    return short;
  }

  get time(): bigint {
    return this.from.clock(this.head(0), this.head(4));
  }

  get length(): number {
    return this.head(12);
  }

  /** A view of the file’s bytes, made each time. */
  get bytes(): Uint8Array {
    const { buffer, byteOffset, length } = this.from.bytes;
    // Subarray does the same in twice the time.
    return new Uint8Array(buffer, byteOffset + this.start, Math.min(this.head(8), length - this.start));
  }

  get linkType(): number {
    return this.from.linkType;
  }

  /** Decoded each time: layers that stay would be ten times as large as the packet. */
  get layers(): readonly Layer[] {
    return decode(this.bytes, this.linkType, this.length, this.tunnelPorts);
  }

  private head(at: number): number {
    return this.from.view.getUint32(this.start - HEAD + at, this.from.little);
  }
}
