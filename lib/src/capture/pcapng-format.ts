import { CapturedPacket } from './captured-packet.js';
import { LARGEST_RECORD, type CaptureFormat, type Chunk, type Sink } from './capture-format.js';
import * as blocks from './pcapng-blocks.js';
import { optionsOf, readInterface, stretchOf, type Interface } from './pcapng-interface.js';

const { BLOCK_HEAD, BLOCK_TAIL, padded } = blocks;
const PACKET_HEAD = 20;

/** pcapng (draft-ietf-opsawg-pcapng), of both byte orders, which may change with a section. Blocks that are not known are skipped. */
export class PcapngFormat implements CaptureFormat {
  private little = true;
  private interfaces: Interface[] = [];
  private count = 0;

  private constructor(private readonly sink: Sink) {}

  /** @returns undefined where four bytes are not how such a file begins */
  static of(view: DataView, at: number, sink: Sink): PcapngFormat | undefined {
    return view.getUint32(at) === blocks.SECTION_HEADER ? new PcapngFormat(sink) : undefined;
  }

  size({ view, at }: Chunk): number {
    const left = view.byteLength - at;
    if (left < BLOCK_HEAD + 4) return BLOCK_HEAD + 4;
    if (view.getUint32(at) === blocks.SECTION_HEADER && !this.order(view, at + BLOCK_HEAD)) return 0;
    const size = view.getUint32(at + 4, this.little);
    if (size >= BLOCK_HEAD + BLOCK_TAIL && size % 4 === 0 && size <= LARGEST_RECORD) return size;
    this.sink.fault('malformed', `has a block that says it is ${size} bytes long`);
    return 0;
  }

  read(chunk: Chunk, size: number): void {
    const { view, at } = chunk;
    if (size < BLOCK_HEAD + 4) return;
    const { little } = this;
    const said = view.getUint32(at + 4, little);
    const whole = size === said;
    const body: Chunk = { ...chunk, at: at + BLOCK_HEAD };
    const stop = at + Math.min(size, said - BLOCK_TAIL);
    const type = view.getUint32(at, little);
    if (type === blocks.SECTION_HEADER) this.interfaces = [];
    else if (type === blocks.INTERFACE) this.interfaces.push(readInterface(body, stop, little));
    else if (type === blocks.ENHANCED_PACKET) this.packet(body, stop, whole, view.getUint32(body.at, little));
    else if (type === blocks.OLD_PACKET) this.packet(body, stop, whole, view.getUint16(body.at, little));
    else if (type === blocks.SIMPLE_PACKET) this.simplePacket(body, stop, whole);
    if (whole && view.getUint32(at + size - BLOCK_TAIL, little) !== said)
      this.sink.fault('malformed', `has a block of ${said} bytes whose end tells another length`);
  }

  /** Byte order is what the section’s magic number shows it to be. */
  private order(view: DataView, at: number): boolean {
    this.little = view.getUint32(at, true) === blocks.BYTE_ORDER_MAGIC;
    if (this.little || view.getUint32(at) === blocks.BYTE_ORDER_MAGIC) return true;
    this.sink.fault('malformed', 'has a section of no known byte order');
    return false;
  }

  /** Section 4.3, and the obsolete block of appendix A, which differs in its first word: interface, time, lengths, bytes, options. */
  private packet(body: Chunk, stop: number, whole: boolean, id: number): void {
    const { view, at } = body;
    const { little } = this;
    const start = at + PACKET_HEAD;
    const from = this.interfaceOf(id, stop - start, whole);
    if (!from) return;
    const said = view.getUint32(at + 12, little);
    const captured = this.captured(said, stop - start, whole);
    const place = from.places[directionOf(view, start + padded(captured), stop, little)];
    const packet = new CapturedPacket(++this.count, stretchOf(from, body, little), start, place);
    this.sink.packet(captured === said ? packet : packet.shortened(captured));
  }

  /** Section 4.4: a length and bytes, of the first interface. It tells no time: that is 0. */
  private simplePacket({ view, bytes, at }: Chunk, stop: number, whole: boolean): void {
    const start = at + 4;
    const from = this.interfaceOf(0, stop - start, whole);
    if (!from) return;
    const length = view.getUint32(at, this.little);
    const captured = this.captured(Math.min(length, from.snaplen || length), stop - start, whole);
    const data = bytes.subarray(start, start + captured);
    const { linkType, clock, places } = from;
    this.sink.packet(
      CapturedPacket.alone(++this.count, data, { length, linkType, clock: () => clock(0, 0), at: places[0] }),
    );
  }

  private interfaceOf(id: number, room: number, whole: boolean): Interface | undefined {
    const from = this.interfaces[id];
    if (room < 0) {
      if (whole) this.sink.fault('malformed', `has a block too short for a packet, after packet ${this.count}`);
      return undefined;
    }
    if (!from)
      this.sink.fault('malformed', `has packet ${this.count + 1} from interface ${id}, which it does not describe`);
    return from;
  }

  /** How many bytes there are of as many as a packet says; fewer in a block that the file’s end cuts. */
  private captured(said: number, room: number, whole: boolean): number {
    if (said <= room) return said;
    if (whole)
      this.sink.fault('malformed', `says that packet ${this.count + 1} has ${said} bytes, in a block of fewer`);
    return room;
  }
}

/** The lowest two bits of a packet’s flags: 1 in, 2 out, 0 not known. */
function directionOf(view: DataView, at: number, stop: number, little: boolean): number {
  if (at >= stop) return 0;
  for (const { code, start, length } of optionsOf(view, at, stop, little))
    if (code === blocks.EPB_FLAGS && length === 4) return view.getUint32(start, little) & 3;
  return 0;
}
