/** How many bytes of one output are kept. More than any command of the course says, and little beside what Node needs. */
const MOST_BYTES = 8 * 2 ** 20;
/** So many pieces are joined, so that a program which writes byte by byte costs no more than its bytes. */
const MOST_PIECES = 1024;

/**
 * Text that grows without end in bounded memory: its beginning and its end are kept, and a line between them says how
 * many bytes were left out.
 *
 * @example const text = new BoundedText(); text.push('a'); text.text // 'a'
 */
export class BoundedText {
  readonly #half: number;
  readonly #head = new Pieces();
  readonly #tail = new Pieces();
  #omitted = 0;

  /** @param mostBytes of which one half is kept of the beginning, the other of the end */
  constructor(mostBytes: number = MOST_BYTES) {
    this.#half = mostBytes / 2;
  }

  get isEmpty(): boolean {
    return this.#head.bytes === 0;
  }

  /** How many bytes (UTF-8) were left out. */
  get omitted(): number {
    return this.#omitted;
  }

  get text(): string {
    if (this.#omitted === 0) return this.#head.text + this.#tail.text;
    return `${this.#head.text}\n[... ${this.#omitted.toLocaleString('en')} bytes left out ...]\n${this.#tail.text}`;
  }

  push(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (this.#tail.bytes === 0 && (this.isEmpty || this.#head.bytes + bytes <= this.#half))
      return this.#head.push(text, bytes);
    this.#tail.push(text, bytes);
    while (this.#tail.bytes - this.#tail.firstBytes >= this.#half) this.#omitted += this.#tail.shift();
  }
}

/** Pieces of text in their order, and how many bytes they are. */
class Pieces {
  bytes = 0;
  readonly #pieces: { text: string; readonly bytes: number }[] = [];
  #small: string[] = [];
  #smallBytes = 0;

  get text(): string {
    this.#join();
    return this.#pieces.map(({ text }) => text).join('');
  }

  get firstBytes(): number {
    return this.#pieces[0]?.bytes ?? this.bytes;
  }

  push(text: string, bytes: number): void {
    this.bytes += bytes;
    this.#small.push(text);
    this.#smallBytes += bytes;
    if (this.#small.length === MOST_PIECES || this.#smallBytes > 65_536) this.#join();
  }

  /** Takes the first piece away, and tells how many bytes it was. */
  shift(): number {
    const bytes = this.#pieces.shift()?.bytes ?? 0;
    this.bytes -= bytes;
    return bytes;
  }

  #join(): void {
    if (this.#small.length === 0) return;
    this.#pieces.push({ text: this.#small.join(''), bytes: this.#smallBytes });
    this.#small = [];
    this.#smallBytes = 0;
  }
}
