/** How many bytes of one output are kept. More than any command of the course says, and little beside what Node needs. */
const MOST_BYTES = 8 * 2 ** 20;
const FIRST_BYTES = 1024;

/**
 * Output that grows without end in bounded memory: its beginning and its end are kept, and a line between them says how
 * many bytes were left out. Bytes and not strings, which would be garbage as soon as they are left out.
 *
 * @example const output = new BoundedOutput(); output.push(Buffer.from('a')); output.text // 'a'
 */
export class BoundedOutput {
  readonly #half: number;
  #head: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  /** Holds the last of what is not in the head, as a ring. */
  #tail: Buffer | undefined;
  #bytes = 0;

  /** @param mostBytes of which one half is kept of the beginning, the other of the end */
  constructor(mostBytes: number = MOST_BYTES) {
    this.#half = mostBytes / 2;
  }

  get isEmpty(): boolean {
    return this.#bytes === 0;
  }

  push(bytes: Buffer): void {
    const room = Math.max(this.#half - this.#bytes, 0);
    if (room > 0) this.#pushHead(bytes.subarray(0, room));
    if (bytes.length > room) this.#pushTail(bytes.subarray(room), Math.max(this.#bytes - this.#half, 0));
    this.#bytes += bytes.length;
  }

  /** The text (UTF-8), and how many bytes it lacks. */
  read(): { readonly text: string; readonly omitted: number } {
    const head = this.#head.subarray(0, Math.min(this.#bytes, this.#half));
    const after = Math.max(this.#bytes - this.#half, 0);
    if (this.#tail === undefined || after <= this.#half) {
      const tail = this.#tail?.subarray(0, after) ?? Buffer.alloc(0);
      return { text: (tail.length === 0 ? head : Buffer.concat([head, tail])).toString(), omitted: 0 };
    }
    const at = after % this.#half;
    const first = wholeFirst(head);
    const last = wholeLast(Buffer.concat([this.#tail.subarray(at), this.#tail.subarray(0, at)]));
    const omitted = this.#bytes - first.length - last.length;
    const line = `\n[... ${omitted.toLocaleString('en')} bytes left out ...]\n`;
    return { text: first.toString() + line + last.toString(), omitted };
  }

  #pushHead(bytes: Buffer): void {
    const needed = this.#bytes + bytes.length;
    if (needed > this.#head.length) {
      const larger = Buffer.allocUnsafe(Math.min(Math.max(needed, this.#head.length * 2), this.#half));
      this.#head.copy(larger, 0, 0, this.#bytes);
      this.#head = larger;
    }
    bytes.copy(this.#head, this.#bytes);
  }

  /** @param before how many bytes the ring was given before these */
  #pushTail(bytes: Buffer, before: number): void {
    this.#tail ??= Buffer.allocUnsafe(this.#half);
    const kept = bytes.subarray(Math.max(bytes.length - this.#half, 0));
    const at = (before + bytes.length - kept.length) % this.#half;
    const copied = kept.copy(this.#tail, at);
    kept.copy(this.#tail, 0, copied);
  }
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** Without a last character that may have been cut. */
function wholeFirst(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (bytes.length - end < 3 && isContinuation(bytes[end - 1])) end--;
  return bytes.subarray(0, (bytes[end - 1] ?? 0) >= 0xc0 ? end - 1 : bytes.length);
}

/** Without the rest of a first character that was cut. */
function wholeLast(bytes: Buffer): Buffer {
  let start = 0;
  while (start < 3 && isContinuation(bytes[start])) start++;
  return bytes.subarray(start);
}
