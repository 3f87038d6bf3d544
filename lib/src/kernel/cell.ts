import { AsyncLocalStorage } from 'node:async_hooks';
import { inspect } from 'node:util';
import { adviceFor } from './advice.js';
import { readable } from './errors.js';
import type { Call } from './pending.js';
import type { DisplayContent, WriteDisplay, WriteStream } from './tslab.js';

/** One run of one notebook cell: its source, its own output, and the library calls it made. */
export class Cell {
  #state: 'running' | 'done' | 'stopped' = 'running';
  #advised = false;
  readonly #stopping = new AbortController();
  readonly #stream: WriteStream;
  readonly #display: WriteDisplay;
  /** The calls that the cell's own code must await. */
  readonly calls: Set<Call> = new Set();
  /** Resolves when the cell has ended, however it did. */
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;

  constructor(
    readonly id: number,
    readonly code: string,
    stream: WriteStream,
    display: WriteDisplay,
    /** Its id in the notebook, where the page tells it. */
    readonly notebookId?: string,
  ) {
    this.#stream = stream;
    this.#display = display;
    this.ended = new Promise((resolve) => (this.#end = resolve));
    // Node 20 hangs the cell on every promise made in it, where an inspected promise would print it whole.
    Object.defineProperty(this, inspect.custom, { value: () => `cell ${id}` });
  }

  get state(): 'running' | 'done' | 'stopped' {
    return this.#state;
  }

  /** Fires when the cell is interrupted or fails: what it still has running should end. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Prints into this cell, also after it has ended. A stopped cell is silent. */
  write(name: 'stdout' | 'stderr', text: string): void {
    if (this.#state === 'stopped') return;
    const shown = name === 'stderr' ? this.#withAdvice(readable(text)) : text;
    if (shown !== '') this.#stream(name, shown);
  }

  /** The way on, after the first error that has one: those that follow it mostly follow from it. */
  #withAdvice(text: string): string {
    const advice = this.#advised ? undefined : adviceFor(text);
    if (advice === undefined) return text;
    this.#advised = true;
    return `${text.trimEnd()}\n${advice}\n`;
  }

  display(content: DisplayContent, update = false): void {
    if (this.#state !== 'stopped') this.#display(content, update);
  }

  finish(): void {
    if (this.#state === 'running') this.#state = 'done';
    this.calls.clear();
    this.#end();
  }

  /** @param why the cell's last words */
  stop(why?: string): void {
    if (this.#state !== 'running') return;
    if (why !== undefined) this.write('stderr', `${why}\n`);
    this.#state = 'stopped';
    this.calls.clear();
    this.#stopping.abort();
    this.#end();
  }
}

/** Where in a notebook some code runs: in a cell, and perhaps inside a library call that the cell made. */
interface Place {
  readonly cell: Cell;
  readonly inCall: boolean;
}

const places = new AsyncLocalStorage<Place>();

/** The cell that the running code belongs to, also in a timer or a callback; undefined outside a notebook. */
export function currentCell(): Cell | undefined {
  return places.getStore()?.cell;
}

/** Whether the running code is the library's own, called by a cell. */
export function insideCall(): boolean {
  return places.getStore()?.inCall ?? false;
}

export function runInCell<T>(cell: Cell, work: () => T): T {
  return places.run({ cell, inCall: false }, work);
}

/** Runs what a reader gave the library to call, as their own code: a forgotten `await` in it is named. */
export function runAsCell<T>(work: () => T): T {
  const cell = currentCell();
  return cell === undefined ? work() : runInCell(cell, work);
}

export function runInCall<T>(cell: Cell, work: () => T): T {
  return places.run({ cell, inCall: true }, work);
}
