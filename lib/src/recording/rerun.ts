import type { Clock } from '../clock.js';
import type { Exchange, RecordedCell } from './recording.js';
import { stepsOf, type Step } from './trace.js';

/** Who asked hears what the machine did then. */
export type Hear = (step: Step) => void;

/** What is waited for by the recorded clock. */
interface Timer {
  readonly at: number;
  /** @param next what has not happened yet */
  isTime(next: Step | undefined): boolean;
  ring(): void;
}

/**
 * How long a cell may compute before it asks what it asked when it was recorded, in ms. Longer means that it never will, as
 * where one of two commands that ran side by side was taken out.
 */
const PATIENCE_MS = 15_000;
/** A timer of Node's counts from the beginning of the turn in which it was set, which is that much earlier at most. */
const EARLY_MS = 50;

/**
 * One run of a cell told again. What a machine did is told when all that had happened before it has happened again, so that
 * commands that ran side by side meet as they met then, and nobody waits: the time is the recorded one.
 */
export class Rerun {
  /** Stands at the moment at which a machine was last heard, as it did in the recording. */
  readonly clock: Clock = {
    now: () => this.#now,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const leave = (): void => reject(signal!.reason as Error);
        signal?.addEventListener('abort', leave, { once: true });
        this.#set({
          ...this.#waited(ms),
          ring: () => {
            signal?.removeEventListener('abort', leave);
            resolve();
          },
        });
      }),
    limit: (ms) => {
      const controller = new AbortController();
      const at = this.#now + ms;
      this.#set({
        at,
        isTime: (next) => at <= (next?.at ?? 0) + (next?.by === 'machine' ? 0 : EARLY_MS),
        ring: () => controller.abort(new DOMException('The time is over', 'TimeoutError')),
      });
      return controller.signal;
    },
  };
  readonly #steps: readonly Step[];
  readonly #done: boolean[];
  readonly #hearers = new Map<number, Hear>();
  readonly #timers = new Set<Timer>();
  readonly #waits: readonly (number | null)[];
  readonly exchanges: readonly Exchange[];
  #waitsSet = 0;
  #now = 0;
  #next = 0;
  #turning = false;
  #patience: NodeJS.Timeout | undefined;

  /**
   * @param stuck called with the step that the cell does not come to
   */
  constructor(
    { exchanges, waits = [] }: Pick<RecordedCell, 'exchanges' | 'waits'>,
    private readonly stuck: (step: Step) => void,
    private readonly patienceMs: number = PATIENCE_MS,
  ) {
    this.exchanges = exchanges;
    this.#waits = waits;
    this.#steps = stepsOf(exchanges);
    this.#done = this.#steps.map(() => false);
  }

  /** What was recorded and has not happened yet. */
  get left(): readonly Step[] {
    return this.#steps.filter((_, index) => !this.#done[index]);
  }

  /** The first exchange that was not asked yet and is as wanted. */
  find(wanted: (exchange: Exchange) => boolean): number | undefined {
    return this.left.find(({ what, exchange }) => what === 'asked' && wanted(this.exchanges[exchange]!))?.exchange;
  }

  /** The cell asks: what comes of it is told from now on, in its time. */
  ask(exchange: number, hear: Hear): void {
    this.#hearers.set(exchange, hear);
    this.does(exchange, 'asked');
  }

  /** The cell does something; gives the step that it did when it was recorded, or nothing where it did not do it then. */
  does(exchange: number, what: Step['what']): Step | undefined {
    const index = this.#steps.findIndex(
      (step, at) => step.exchange === exchange && step.what === what && !this.#done[at],
    );
    if (index === -1) return undefined;
    this.#done[index] = true;
    this.#turn();
    return this.#steps[index];
  }

  /** Nothing more is told. */
  end(): void {
    clearTimeout(this.#patience);
    this.#hearers.clear();
    this.#timers.clear();
  }

  /** A time that was waited for is over when it was then: the cell had computed before it waited, nobody knows how long. */
  #waited(ms: number): Pick<Timer, 'at' | 'isTime'> {
    const then = this.#waits[this.#waitsSet++];
    if (then !== undefined) {
      const at = then ?? Infinity;
      return { at, isTime: (next) => at < (next?.at ?? Infinity) };
    }
    // Not known: a question may come early, its answer does not.
    const at = this.#now + ms;
    return { at, isTime: (next) => next?.by !== 'machine' || at <= next.at };
  }

  #set(timer: Timer): void {
    this.#timers.add(timer);
    this.#turn();
  }

  /** One step a turn of the loop: the cell’s code goes on in between. */
  #turn(): void {
    if (this.#turning) return;
    this.#turning = true;
    clearTimeout(this.#patience);
    setImmediate(() => {
      this.#turning = false;
      this.#step();
    });
  }

  #step(): void {
    while (this.#done[this.#next]) this.#next++;
    const step = this.#steps[this.#next];
    const timers = [...this.#timers].sort((a, b) => a.at - b.at);
    const timer = timers.find((one) => one.isTime(step));
    if (timer !== undefined) this.#ring(timer);
    else if (step?.by === 'machine') {
      this.#done[this.#next] = true;
      this.#now = step.at;
      this.#hearers.get(step.exchange)?.(step);
      this.#turn();
    } else if (this.#hearers.size > 0)
      this.#wait(
        step,
        timers.find(({ at }) => at < Infinity),
      );
  }

  #ring(timer: Timer): void {
    this.#timers.delete(timer);
    timer.ring();
    this.#turn();
  }

  /** The cell still computes, waits until a limit is over, or has taken another way than it did. */
  #wait(step: Step | undefined, timer: Timer | undefined): void {
    const late = timer === undefined ? step && ((): void => this.stuck(step)) : (): void => this.#ring(timer);
    if (late) this.#patience = setTimeout(late, this.patienceMs);
  }
}
