import { randomBytes } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';
import { BoundedOutput } from './bounded-output.js';
import { NONCE_LENGTH } from './shell-loop.js';

/** A fresh nonce for one command. @example newNonce() // '9f86d081884c7d659a2feaa0c55ad015' */
export function newNonce(): string {
  return randomBytes(NONCE_LENGTH / 2).toString('hex');
}

/** Whether a script is more than one line, and so stops at the first line that fails. @example isSeveralLines('a\nb') // true */
export function isSeveralLines(script: string): boolean {
  return script.trim().includes('\n');
}

/**
 * One program and plain words: the loop need not fork once more for it. Only what no shell has as a builtin: a builtin is
 * quicker as it is.
 */
const ONE_PROGRAM = /^ *(?:ip|bridge|tc|ss|ping|ethtool|nft|sysctl|cat|ls|curl)(?: +[\w./:=,@%+-]+)* *$/;

/** One command as the loop in the machine reads it: header, script, nonce, in one write. */
export function requestFrame(script: string, nonce: string): Buffer {
  const flags = [isSeveralLines(script) ? 'e' : '-', ONE_PROGRAM.test(script) ? 'x' : '-'];
  const characters = [...script].length; // the loop counts as a UTF-8 locale does
  return Buffer.from(`${flags.join('')}${String(characters).padStart(10, '0')}${script}${nonce}`);
}

/**
 * Reads one output of a command up to the nonce that ends it. Text is given on as soon as it cannot be the beginning of
 * the nonce and no character is cut in two.
 */
export class FrameReader {
  readonly #nonce: Buffer;
  readonly #emit: ((text: string) => void) | undefined;
  readonly #decoder = new StringDecoder('utf8');
  readonly #said = new BoundedOutput();
  #held: Buffer = Buffer.alloc(0);
  #trailer: Buffer | undefined;

  constructor(nonce: string, emit?: (text: string) => void) {
    this.#nonce = Buffer.from(nonce);
    this.#emit = emit;
  }

  /** What came so far, without the last line's end, and how many bytes in the middle of it are left out. */
  read(): { readonly text: string; readonly omitted: number } {
    const { text, omitted } = this.#said.read();
    return { text: text.replace(/\r?\n$/, ''), omitted };
  }

  /** Whether anything came. */
  get hasText(): boolean {
    return !this.#said.isEmpty;
  }

  /** What the loop says after the nonce, or undefined while the command runs. */
  get trailer(): string | undefined {
    const end = this.#trailer?.indexOf('\n') ?? -1;
    return end === -1 ? undefined : this.#trailer?.toString('latin1', 0, end).trim();
  }

  /** What came after the trailer: it belongs to the next command. */
  get rest(): Buffer {
    return this.#trailer?.subarray(this.#trailer.indexOf('\n') + 1) ?? Buffer.alloc(0);
  }

  push(chunk: Buffer): void {
    if (this.#trailer !== undefined) {
      this.#trailer = Buffer.concat([this.#trailer, chunk]);
      return;
    }
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const end = bytes.indexOf(this.#nonce);
    const safe = end === -1 ? bytes.length - this.#overlap(bytes) : end;
    this.#say(bytes.subarray(0, safe));
    this.#held = Buffer.from(bytes.subarray(safe));
    if (end === -1) return;
    this.#trailer = this.#held.subarray(this.#nonce.length);
    this.#emitText(this.#decoder.end());
  }

  /** No more will come: what was held back is output after all. */
  end(): void {
    if (this.#trailer !== undefined) return;
    this.#say(this.#held);
    this.#held = Buffer.alloc(0);
    this.#emitText(this.#decoder.end());
  }

  /** How many of the last bytes may be the beginning of the nonce. */
  #overlap(bytes: Buffer): number {
    for (let length = Math.min(this.#nonce.length - 1, bytes.length); length > 0; length--) {
      if (bytes.subarray(bytes.length - length).equals(this.#nonce.subarray(0, length))) return length;
    }
    return 0;
  }

  #say(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#said.push(bytes);
    if (this.#emit) this.#emitText(this.#decoder.write(bytes));
  }

  #emitText(text: string): void {
    if (text !== '') this.#emit?.(text);
  }
}
