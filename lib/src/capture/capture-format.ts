import type { CapturedPacket } from './captured-packet.js';

/** Why a capture was not read to its end. What came before it is good. */
export interface CaptureFault {
  /** `cut`: it ends inside a record. `malformed`: it contradicts itself. `not-a-capture`: it does not begin like one. */
  readonly kind: 'cut' | 'malformed' | 'not-a-capture';
  /** What is wrong, as the end of a sentence that begins with the file’s name. */
  readonly what: string;
  /** Where, counted from the file’s first byte. */
  readonly offset: number;
}

/** A part of a file: `at` is where to read, in `bytes` as in `view`. */
export interface Chunk {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
}

/** Where a format puts what it finds. */
export interface Sink {
  packet(packet: CapturedPacket): void;
  fault(kind: CaptureFault['kind'], what: string): void;
}

/** How a kind of file is read: record after record. It allocates nothing by a length that a record claims. */
export interface CaptureFormat {
  /** How many bytes the record at `chunk.at` takes; while fewer than its head are there, how many that is. 0 after a fault. */
  size(chunk: Chunk): number;
  /** Reads one record, of which `size` bytes are there; fewer where the file ends inside it. */
  read(chunk: Chunk, size: number): void;
}

/** More than any program writes: libpcap’s MAXIMUM_SNAPLEN is 256 KiB, Wireshark’s bound for a block 16 MiB. */
export const LARGEST_RECORD: number = 16 * 1024 * 1024;
