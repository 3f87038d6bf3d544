import { readUint, type FieldSpec, type Layout } from './field-spec.js';
import { LayerRecord } from './layer-record.js';
import type { Mark, Protocol } from './packet.js';
import type { TunnelPorts } from './tunnel-ports.js';

/** By what number the next layer is found: a table of the registry. Each layer asks one, which takes longest by a name. */
export const Table = {
  linkType: 0, // tcpdump.org/linktypes
  etherType: 1, // IEEE 802 numbers
  llc: 2, // DSAP * 256 + SSAP
  slow: 3, // the subtype of IEEE 802.3’s slow protocols
  ipProtocol: 4, // IANA’s protocol numbers
  icmpv6: 5, // the type, where the message is a protocol of its own
  udpPort: 6,
  tcpPort: 7,
} as const;
export type Table = (typeof Table)[keyof typeof Table];

/** Reads one layer of a packet and says what follows it. One that opens no layer leaves the bytes as payload. */
export type Decoder = (packet: Decoding) => void;

/**
 * One packet while it is decoded: where we are, where the layer must end, and the layers found so far.
 * All offsets count from the packet’s first byte. A decoder opens its layer (`header` or `open`), which tells it how
 * far its bytes go, reads, and names the next layer’s table and number (`follow`). What it reads beyond `captured` is
 * no value of the packet: `header`, `grow` and `take` watch that.
 */
export class Decoding {
  readonly layers: LayerRecord[] = [];
  /** The layer that is being read. */
  layer!: LayerRecord;
  /** Where the layer that is being read begins. */
  begin = 0;
  /** Where the next thing to read begins: the next layer, once this one is read. */
  at = 0;
  /** Where the data ends by what the lengths of the outer layers say; it may not all have been captured. */
  end: number;
  /** Where the captured part of it ends. */
  captured: number;
  /** Only a part of a packet is here, a quotation or a fragment: a length that exceeds it is no contradiction. */
  partial = false;
  /** A header was not all there: nothing can follow it. */
  short = false;
  nextTable: Table | undefined = undefined;
  nextNumber = 0;
  /** Tried where the first number has no decoder: a port’s other side. */
  otherNumber = 0;

  constructor(
    readonly bytes: Uint8Array,
    length: number,
    readonly tunnelPorts: TunnelPorts,
  ) {
    this.end = length > bytes.length ? length : bytes.length;
    this.captured = bytes.length;
  }

  /** How many captured bytes are still to be read in this layer’s bounds. */
  get left(): number {
    return this.captured - this.at;
  }

  /** Opens a layer whose header has fixed fields. @returns whether all of them are there; if not, the layer is marked */
  header(protocol: Protocol, layout: Layout): boolean {
    this.open(protocol, layout);
    return this.grow(layout.length);
  }

  /** Opens a layer with no bytes yet: `take` and `grow` give it some. */
  open(protocol: Protocol, layout?: Layout): void {
    this.begin = this.at;
    this.layer = new LayerRecord(protocol, this.bytes, this.at, 0, layout);
    this.layers.push(this.layer);
  }

  /** Makes the header `length` bytes long. @returns whether they are there; if not, it is as long as it can be, and marked */
  grow(length: number): boolean {
    const stop = this.begin + length;
    if (stop <= this.captured) {
      this.layer.length = length;
      this.at = stop;
      return true;
    }
    this.layer.length = this.captured - this.begin;
    this.at = this.captured;
    this.short = true;
    this.layer.mark(this.missing(stop));
    return false;
  }

  /** This layer and what it carries take `length` bytes, by its own length field. What comes after is not its payload. */
  limit(length: number): void {
    const end = this.begin + length;
    if (end < this.at) return this.layer.mark('malformed');
    if (end > this.end) {
      if (!this.partial) this.layer.mark('malformed');
      return;
    }
    this.end = end;
    if (end < this.captured) this.captured = end;
  }

  /**
   * Reads the next field of a header that has no fixed places, and makes the header that much longer.
   * @returns its number, where it is one of at most six bytes; -1 where its bytes are not there, and the layer is marked
   */
  take(spec: FieldSpec, length: number = spec.length): number {
    const offset = this.at;
    if (!this.grow(offset - this.begin + length)) return -1;
    this.layer.add(spec, offset, length);
    return length <= 6 ? readUint(this.bytes, offset, length) : 0;
  }

  /** Notes a field at bytes that the header is known to have; it reads nothing and moves nothing. */
  note(spec: FieldSpec, offset: number, length: number = spec.length): void {
    this.layer.add(spec, offset, length);
  }

  mark(mark: Mark): void {
    this.layer.mark(mark);
  }

  /** What the next layer is: the first of the two numbers that the table knows. Not called, the rest is payload. */
  follow(table: Table, number: number, other: number = number): void {
    this.nextTable = table;
    this.nextNumber = number;
    this.otherNumber = other;
  }

  /** Numbers at an offset from the layer’s first byte; the header is known to have them. */
  u8(at: number): number {
    return this.bytes[this.begin + at]!;
  }
  u16(at: number): number {
    const { bytes } = this;
    const offset = this.begin + at;
    return (bytes[offset]! << 8) | bytes[offset + 1]!;
  }
  u32(at: number): number {
    return this.u16(at) * 0x1_0000 + this.u16(at + 2);
  }

  /** Why bytes up to `stop` are not there: the capture ended, or the outer layers’ lengths leave no room for them. */
  private missing(stop: number): Mark {
    return stop <= this.end || this.partial ? 'cut' : 'malformed';
  }
}
