import { CapturedPacket, type Clock, type Stretch } from './captured-packet.js';
import { LARGEST_RECORD, type CaptureFormat, type Chunk, type Sink } from './capture-format.js';

const FILE_HEAD = 24;
const RECORD_HEAD = 16;

const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
const BILLION = 1_000_000_000n;
const microseconds: Clock = (seconds, micros) => BigInt(seconds) * BILLION + BigInt(micros) * 1000n;
const nanoseconds: Clock = (seconds, nanos) => BigInt(seconds) * BILLION + BigInt(nanos);

/** pcap, tcpdump’s own format (draft-ietf-opsawg-pcap), of both byte orders, with micro- or nanoseconds. */
export class PcapFormat implements CaptureFormat {
  private linkType: number | undefined = undefined;
  private count = 0;
  private stretch: Stretch | undefined = undefined;

  private constructor(
    private readonly sink: Sink,
    private readonly little: boolean,
    private readonly clock: Clock,
  ) {}

  /** @returns undefined where four bytes are not how such a file begins */
  static of(view: DataView, at: number, sink: Sink): PcapFormat | undefined {
    for (const little of [true, false]) {
      const magic = view.getUint32(at, little);
      if (magic === MICROSECONDS) return new PcapFormat(sink, little, microseconds);
      if (magic === NANOSECONDS) return new PcapFormat(sink, little, nanoseconds);
    }
    return undefined;
  }

  size({ view, at }: Chunk): number {
    if (this.linkType === undefined) return FILE_HEAD;
    if (view.byteLength - at < RECORD_HEAD) return RECORD_HEAD;
    const captured = view.getUint32(at + 8, this.little);
    if (captured <= LARGEST_RECORD) return RECORD_HEAD + captured;
    this.sink.fault('malformed', `says that packet ${this.count + 1} has ${captured} bytes`);
    return 0;
  }

  read({ view, bytes, at }: Chunk, size: number): void {
    const { little } = this;
    if (this.linkType === undefined) {
      const major = size === FILE_HEAD ? view.getUint16(at + 4, little) : 2;
      if (major !== 2) this.sink.fault('malformed', `is pcap of version ${major}; 2 is the one that is known`);
      // The upper bits tell of frame check sequences.
      if (size === FILE_HEAD) this.linkType = view.getUint32(at + 20, little) & 0x03ff_ffff;
      return;
    }
    if (size < RECORD_HEAD) return;
    if (this.stretch?.bytes !== bytes)
      this.stretch = { bytes, view, little, linkType: this.linkType, clock: this.clock };
    this.sink.packet(new CapturedPacket(++this.count, this.stretch, at + RECORD_HEAD));
  }
}
