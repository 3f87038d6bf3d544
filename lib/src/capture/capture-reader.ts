import type { CapturedPacket } from './captured-packet.js';
import type { CaptureFault, CaptureFormat, Chunk, Sink } from './capture-format.js';
import type { Packet } from './packet.js';
import { PcapFormat } from './pcap-format.js';
import { PcapngFormat } from './pcapng-format.js';
import { NO_PORTS, type TunnelPorts } from './tunnel-ports.js';

/** A whole capture: its packets, and why there are no more of them where it is not read to its end. */
export interface Capture {
  readonly packets: readonly Packet[];
  readonly fault?: CaptureFault;
}

/**
 * Reads a capture file, pcap or pcapng. What is cut or contradicts itself ends it, with what came before kept; it never throws.
 * The packets share the memory of `bytes`.
 * @param tunnelPorts the UDP ports by which IP packets are known to travel
 * @example readCapture(await readFile('ping.pcap')).packets[0].layers
 */
export function readCapture(bytes: Uint8Array, tunnelPorts: TunnelPorts = NO_PORTS): Capture {
  const reader = new CaptureReader(tunnelPorts);
  const packets = reader.push(bytes);
  const { packet, fault } = reader.end();
  if (packet) packets.push(packet);
  return fault ? { packets, fault } : { packets };
}

/**
 * Reads a capture as it comes, in chunks of any size. It holds on to no more than the record that is not yet whole.
 * @example reader.push(chunk).forEach(({ layers }) => ...)
 */
export class CaptureReader {
  /** Why nothing more is read. */
  fault: CaptureFault | undefined = undefined;
  private format: CaptureFormat | undefined = undefined;
  private found: CapturedPacket[] = [];
  /** What came and is not read: it becomes one when as much is there as the next record needs. */
  private waiting: Uint8Array[] = [];
  private size = 0;
  private needed = 4;
  /** Where what waits begins in the file. */
  private offset = 0;
  private readonly sink: Sink = {
    packet: (packet) => {
      packet.tunnelPorts = this.tunnelPorts;
      this.found.push(packet);
    },
    fault: (kind, what) => (this.fault ??= { kind, what, offset: this.offset }),
  };

  /** @param tunnelPorts the UDP ports by which IP packets are known to travel */
  constructor(private readonly tunnelPorts: TunnelPorts = NO_PORTS) {}

  /** @returns the packets that are whole by now and were not before */
  push(chunk: Uint8Array): CapturedPacket[] {
    if (this.fault) return [];
    this.waiting.push(chunk);
    this.size += chunk.length;
    if (this.size >= this.needed) this.read(this.joined());
    return this.taken();
  }

  /** The file ends here. @returns what is there of a packet that it cuts, and what is wrong where something is */
  end(): { readonly packet?: CapturedPacket; readonly fault?: CaptureFault } {
    if (this.size > 0 && !this.fault) {
      if (this.format) this.format.read(this.joined(), this.size);
      const kind = this.format ? 'cut' : 'not-a-capture';
      this.sink.fault(kind, this.format ? 'ends inside a packet' : NO_CAPTURE);
    } else if (!this.format) this.sink.fault('not-a-capture', 'is empty');
    const [packet] = this.taken();
    return { packet, fault: this.fault };
  }

  private read(chunk: Chunk): void {
    const { view } = chunk;
    this.format ??= PcapFormat.of(view, 0, this.sink) ?? PcapngFormat.of(view, 0, this.sink);
    if (!this.format) return this.sink.fault('not-a-capture', NO_CAPTURE);
    while (!this.fault) {
      const size = this.format.size(chunk);
      if (size === 0) break;
      if (size > view.byteLength - chunk.at) {
        this.needed = size;
        break;
      }
      this.format.read(chunk, size);
      chunk.at += size;
      this.offset += size;
    }
    this.waiting = this.fault ? [] : [chunk.bytes.subarray(chunk.at)];
    this.size = view.byteLength - chunk.at;
  }

  /** What waits, in one piece; with a view of its own, whatever kind of array it came as. */
  private joined(): Chunk {
    const [first] = this.waiting;
    const all = this.waiting.length === 1 ? first! : Buffer.concat(this.waiting);
    const bytes = new Uint8Array(all.buffer, all.byteOffset, all.length);
    this.waiting = [bytes];
    return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), at: 0 };
  }

  private taken(): CapturedPacket[] {
    const { found } = this;
    this.found = [];
    return found;
  }
}

const NO_CAPTURE = 'is no capture: it begins neither as pcap nor as pcapng does';
