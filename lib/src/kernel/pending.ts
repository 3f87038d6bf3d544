import { inspect } from 'node:util';
import { type Cell, currentCell, insideCall, runInCall } from './cell.js';
import { placesIn } from './compiled.js';
import { rememberCall } from './thrown.js';

/** What a cell knows of a library call that it made. */
export interface Call {
  readonly what: string;
  /** The line of its cell that made it, where that can be told. */
  readonly line: number | undefined;
  /** Somebody waits for it, or has. */
  readonly awaited: boolean;
  readonly settled: boolean;
  /** Ends when the call does, and says how: its error, or undefined. Asking does not count as waiting for it. */
  readonly outcome: Promise<unknown>;
}

/** A promise that knows whether it was awaited, and that dies with its cell. */
class Pending<T> implements Promise<T>, Call {
  readonly [Symbol.toStringTag] = 'Promise';
  readonly outcome: Promise<unknown>;
  readonly #promise: Promise<T>;
  // Taken here: when the call fails, its stack does not lead back to the cell any more.
  readonly #stack = new Error().stack ?? '';
  #awaited = false;
  #settled = false;

  constructor(
    readonly what: string,
    private readonly cell: Cell,
    work: (signal: AbortSignal) => Promise<T>,
  ) {
    // A stopped cell's calls never settle: a rejection would feed `while (true) { try ... catch }`.
    const alive = (): boolean => cell.state !== 'stopped';
    this.#promise = new Promise<T>((resolve, reject) => {
      if (!alive()) return;
      const end = (settle: () => void): void => {
        this.#settled = true;
        if (alive()) settle();
      };
      runInCall(cell, async () => work(cell.signal)).then(
        (value) => end(() => resolve(value)),
        (error: unknown) => {
          rememberCall(error, this.#stack);
          end(() => reject(error as Error));
        },
      );
    });
    this.outcome = this.#promise.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  get line(): number | undefined {
    return placesIn(this.#stack).find(({ cell }) => cell === this.cell)?.line;
  }

  get awaited(): boolean {
    return this.#awaited;
  }

  get settled(): boolean {
    return this.#settled;
  }

  then<A = T, B = never>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#awaited = true;
    return this.#promise.then(fulfilled, rejected);
  }

  catch<B = never>(rejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, rejected);
  }

  finally(done?: (() => void) | null): Promise<T> {
    this.#awaited = true;
    return this.#promise.finally(done);
  }

  [inspect.custom](): string {
    return `(${this.what}: not awaited)`;
  }
}

/**
 * A call that a cell must await. Outside a notebook it is a plain promise; in one, it belongs to the cell that made it:
 * it dies with an interrupted cell and is named when its `await` was forgotten.
 * Return it as it is: an `async` function around it would wait for it, and hide that the reader did not.
 * @param what the call as the reader wrote it, for the message
 * @param work gets a signal that fires when its cell is interrupted
 * @example links(): Promise<Link[]> { return pending('node1.links()', (signal) => this.#read(signal)); }
 */
export function pending<T>(what: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const cell = currentCell();
  if (cell === undefined) return work(new AbortController().signal);
  const call = new Pending(what, cell, work);
  if (cell.state === 'running' && !insideCall()) cell.calls.add(call);
  return call;
}

/** Whether a value is a call of ours that nobody has waited for. */
export function isUnawaited(value: unknown): boolean {
  return value instanceof Pending && !value.awaited;
}
