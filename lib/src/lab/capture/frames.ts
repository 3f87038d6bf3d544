const HEAD = 6;

/** One piece of what one of a leash’s programs wrote. */
export type OnFrame = (tap: number, kind: number, bytes: Buffer) => void;

/**
 * Takes apart what a leash writes: the program’s number, the kind of what follows, its length, its bytes.
 * @example const frames = new Frames((tap, kind, bytes) => ...); channel.on('data', (chunk) => frames.push(chunk))
 */
export class Frames {
  readonly #onFrame: OnFrame;
  /** What came of a head. */
  #head: Buffer = Buffer.alloc(0);
  /** How much is to come of the frame that is being read. */
  #left = 0;
  #tap = 0;
  #kind = 0;

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
  }

  /** A piece is handed on as soon as it is there, a frame perhaps in several. */
  push(chunk: Buffer): void {
    for (let rest = chunk; rest.length > 0;) {
      if (this.#left === 0) {
        const needed = HEAD - this.#head.length;
        this.#head = Buffer.concat([this.#head, rest.subarray(0, needed)]);
        rest = rest.subarray(needed);
        if (this.#head.length < HEAD) return;
        this.#tap = this.#head[0]!;
        this.#kind = this.#head[1]!;
        this.#left = this.#head.readUInt32BE(2);
        this.#head = Buffer.alloc(0);
      }
      const piece = rest.subarray(0, this.#left);
      this.#left -= piece.length;
      rest = rest.subarray(piece.length);
      if (piece.length > 0) this.#onFrame(this.#tap, this.#kind, piece);
    }
  }
}
