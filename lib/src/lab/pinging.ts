import { runAsCell } from '../kernel/cell.js';
import { showable } from '../kernel/display.js';
import { countPings, type PingLoss } from '../parse/ping-loss.js';
import { readPingLog, type PingLog } from '../parse/ping-log.js';
import type { Connection } from '../transport/connection.js';
import { command } from '../transport/quote.js';
import type { Result } from '../transport/result.js';
import { steadyView } from '../view/steady.js';
import { demandAction, unlessAborted } from './action.js';
import { hinted } from './run-line.js';

/** Settings of a steady ping. */
export interface PingingOptions {
  /** Seconds between two requests; 0.1 where not given. */
  readonly interval?: number;
  /** How many requests still count when the action has ended; 20 where not given. What a change does shows only afterwards. */
  readonly after?: number;
  /** How long an answer may take, in seconds; 1 where not given. */
  readonly wait?: number;
}

/** What became of the pings while an action ran, and what the action gave. */
export interface Pinged<T = unknown> extends PingLoss {
  /** What the action gave. */
  readonly value: T;
}

/** However long the action: a ping that nobody stops ends itself. */
const LONGEST_S = 600;
/** How long the first answer is waited for: where there is none, that nobody answers is what is to be counted. */
const FIRST_ANSWER_MS = 5_000;

/**
 * Pings steadily from one place, runs an action meanwhile, and counts what was lost. The action runs when the first answer has
 * come, or after 5 seconds without one. No ping is left, however this ends; none runs longer than ten minutes.
 * @throws what the action throws; CommandError where not one request could be sent; NetdiveError where the action is none
 * @example await pinging(connection, '', '10.1.0.2', () => pull(), { interval: 0.1 }, signal)
 */
export async function pinging<T>(
  connection: Connection,
  netns: string,
  to: string,
  action: () => T | PromiseLike<T>,
  { interval = 0.1, after = 20, wait = 1 }: PingingOptions,
  signal: AbortSignal,
): Promise<Pinged<T>> {
  demandAction(action, 'pinging()', 'the first ping', "node1.pinging('10.0.0.1', () => ...");
  const steady = new SteadyPing(connection, netns, to, interval, signal);
  try {
    await steady.until(({ replies }) => replies.length > 0, FIRST_ANSWER_MS);
    const from = steady.log().sent + 1;
    const value = await unlessAborted(() => runAsCell(action), signal);
    const enough = steady.log().sent + after;
    await steady.until(({ sent }) => sent >= enough);
    const last = Math.min(enough, steady.log().sent);
    // The last of them have their time as well.
    await steady.until((log) => countPings(log, from, last).lost === 0, wait * 1_000);
    const loss = countPings(steady.log(), from, last);
    return showable({ ...loss, value }, steadyView(loss));
  } finally {
    await steady.stop();
  }
}

/** A ping that runs, and what it has printed so far. */
class SteadyPing {
  readonly #stopping = new AbortController();
  readonly #running: Promise<Result>;
  #ended: Result | undefined;
  #fault: unknown;
  #said = '';
  #heard: () => void = () => undefined;

  constructor(
    private readonly connection: Connection,
    netns: string,
    to: string,
    interval: number,
    private readonly signal: AbortSignal,
  ) {
    // Into a pipe it would print a page at a time.
    const line = command`stdbuf -oL ping -D -O -n -i ${interval} -w ${LONGEST_S} ${to}`;
    this.#running = connection.run(line, {
      netns,
      timeoutMs: (LONGEST_S + 10) * 1_000,
      signal: AbortSignal.any([signal, this.#stopping.signal]),
      onOutput: (stream, text) => {
        if (stream === 'stdout') this.#said += text;
        this.#heard();
      },
    });
    this.#running
      .then(
        (result) => (this.#ended = result),
        (error: unknown) => (this.#fault = error),
      )
      .finally(() => this.#heard());
  }

  log(): PingLog {
    return readPingLog(this.#said);
  }

  /**
   * Waits until what it printed is as expected, for a time, or until it has ended.
   * @throws CommandError where it could not begin; LabError where the machine is lost
   */
  async until(expected: (log: PingLog) => boolean, timeoutMs = Infinity): Promise<void> {
    const late = AbortSignal.any([
      this.signal,
      ...(timeoutMs === Infinity ? [] : [this.connection.clock.limit(timeoutMs)]),
    ]);
    const wake = (): void => this.#heard();
    late.addEventListener('abort', wake);
    while (!late.aborted && this.#ended === undefined && this.#fault === undefined && !expected(this.log()))
      await new Promise<void>((resolve) => (this.#heard = resolve));
    late.removeEventListener('abort', wake);
    this.signal.throwIfAborted();
    if (this.#fault !== undefined) throw this.#fault as Error;
    if (this.#ended !== undefined && this.#ended.exitCode > 1) throw hinted(this.#ended);
  }

  /** Ends it; resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running.catch(() => undefined); // that it was stopped is no fault, and another one was told already
  }
}
