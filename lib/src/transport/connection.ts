import { setMaxListeners } from 'node:events';
import { LabError } from '../errors.js';
import { AbortError } from './abort-error.js';
import { CLEAN, openLink } from './connect.js';
import { execute, type Executed } from './execute.js';
import type { Link } from './link.js';
import { ShellPool } from './pool.js';
import type { Result } from './result.js';
import { wholeLine } from './script-line.js';
import { type OnOutput, type Shell, ShellError } from './shell.js';
import type { Target } from './target.js';

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_CONNECT_TIMEOUT_MS = 15_000;
/** A connection unused this long is asked whether it still is one: the machine may have been rewound meanwhile. */
const STALE_MS = 5000;
const STALE_ANSWER_MS = 1500;
/** How long a machine that has answered before may say nothing to a new connection. With the above it is below 5 s. */
const REACHED_SILENCE_MS = 3000;
/** A command is given to another shell so many times at most, when each was ended before it took the command. */
const MOST_TRIES = 20;

/** How one command is run. */
export interface RunOptions {
  /** A network namespace by its name; without it the machine's own. */
  readonly netns?: string;
  /** In ms; 60,000 when not given, `Infinity` for none. */
  readonly timeoutMs?: number;
  /** Ends the command and all it started. */
  readonly signal?: AbortSignal;
  readonly onOutput?: OnOutput;
}

/** How a machine is connected to. */
export interface ConnectionOptions {
  /** How long to try to reach it, in ms; 15,000 when not given. */
  readonly connectTimeoutMs?: number;
}

/**
 * One machine. It is connected to when the first command is run, again after the connection broke, and an idle
 * connection lets the process exit.
 *
 * @example
 * const node1 = new Connection(target);
 * await node1.run('ip link', { netns: 'red' });
 */
export class Connection {
  readonly target: Target;
  readonly #connectTimeoutMs: number;
  #session: Promise<Session> | undefined;
  #dropped: AbortController = new AbortController();
  #wasReached = false;

  constructor(target: Target, options: ConnectionOptions = {}) {
    this.target = target;
    this.#connectTimeoutMs = options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS;
  }

  /**
   * Runs a script and gives what it said, whatever its exit code. Each script has a process of its own: variables and
   * the directory do not reach the next one. One line does what it does in a terminal; of several lines the first that
   * fails ends the script (`set -e`). A pipe's exit code is its last command's, as in a terminal (no `pipefail`).
   *
   * @throws LabError when the machine is not reached or the connection breaks, AbortError when the signal ended it
   * @example (await node1.run('hostname')).stdout // 'node1'
   */
  async run(script: string, options: RunOptions = {}): Promise<Result> {
    const netns = options.netns ?? '';
    if (options.signal?.aborted) throw this.#aborted(script, options.signal);
    if (options.signal) setMaxListeners(0, options.signal); // one signal may well end a thousand commands
    const dropped = this.#dropped.signal;
    for (let tries = 1; ; tries++) {
      const session = await this.#connected().catch((error: unknown) => {
        throw dropped.aborted ? this.#notRun(script) : error;
      });
      session.link.hold();
      try {
        const shell = await session.pool.take(netns, options.signal);
        try {
          options.signal?.throwIfAborted();
          return await this.#runOn(session, shell, script, options);
        } finally {
          session.pool.release(shell);
        }
      } catch (error) {
        if (options.signal?.aborted) throw this.#aborted(script, options.signal);
        const again = error instanceof ShellError ? error.why === 'gone' : !session.link.isOpen;
        if (!again || tries === MOST_TRIES) throw this.#told(error, script, session.link);
        if (dropped.aborted) throw this.#notRun(script);
      } finally {
        session.link.release();
      }
    }
  }

  /** Drops the connection at once, as before a machine is rewound. What runs fails; the next `run` connects again. */
  disconnect(): void {
    this.#dropped.abort();
    this.#dropped = new AbortController();
    this.#session = undefined;
    this.#wasReached = false; // whatever it is rewound to may take its time
  }

  /**
   * Does work during which the machine stands still, as while it is saved: that it does not answer is no fault then.
   * Commands that run go on afterwards.
   * @example await node1.whileItStands(() => provider.save('before'));
   */
  async whileItStands<T>(work: () => Promise<T>): Promise<T> {
    const link = await this.#session?.then((session) => session.link).catch(() => undefined);
    link?.standsStill();
    try {
      return await work();
    } finally {
      link?.goesOn();
    }
  }

  async #runOn(session: Session, shell: Shell, script: string, options: RunOptions): Promise<Result> {
    const started = performance.now();
    const executed = await execute(shell, script, {
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      signal: options.signal,
      onOutput: options.onOutput ?? ((): void => undefined),
      pool: session.pool,
    }).catch(noSuchNamespace);
    if (executed.endedBy === 'abort') throw this.#aborted(script, options.signal);
    return {
      host: this.target.host,
      netns: shell.netns,
      command: script,
      stdout: executed.stdout,
      stderr: executed.stderr,
      exitCode: executed.exitCode,
      durationMs: performance.now() - started,
      timedOut: executed.endedBy === 'timeout',
      ...(executed.omitted.stdout + executed.omitted.stderr > 0 ? { omitted: executed.omitted } : {}),
      ...(executed.failedLine === undefined ? {} : { failedLine: wholeLine(script, executed.failedLine).line }),
    };
  }

  /** The connection there is, if it still is one; else a new one. */
  #connected(): Promise<Session> {
    const before = this.#session;
    const session = before === undefined ? this.#connect() : this.#checked(before);
    this.#session = session;
    session.catch(() => {
      if (this.#session === session) this.#session = undefined;
    });
    return session;
  }

  async #checked(before: Promise<Session>): Promise<Session> {
    const { link } = await before;
    const stale = performance.now() - link.usedAt > STALE_MS && !link.isHeld;
    if (link.isOpen && (!stale || (await link.answers(STALE_ANSWER_MS)))) return before;
    link.destroy();
    return this.#connect();
  }

  async #connect(): Promise<Session> {
    const { signal } = this.#dropped;
    setMaxListeners(0, signal);
    const limitMs = this.#connectTimeoutMs;
    const silenceMs = this.#wasReached ? Math.min(REACHED_SILENCE_MS, limitMs) : limitMs;
    const link = await openLink(this.target, { limitMs, silenceMs }, signal);
    this.#wasReached = true;
    const drop = (): void => link.destroy();
    signal.addEventListener('abort', drop);
    link.onClose(() => signal.removeEventListener('abort', drop));
    return { link, pool: new ShellPool(link, this.target.user !== 'root') };
  }

  #aborted(script: string, signal?: AbortSignal): AbortError {
    return new AbortError(`${this.target.host}: \`${script.trim()}\` was interrupted.`, undefined, {
      cause: signal?.reason,
    });
  }

  #notRun(script: string): LabError {
    return new LabError(
      `\`${script.trim()}\` was not run: the connection to ${this.target.host} was dropped before, as when the lab is reset.`,
      'Run the cell again.',
    );
  }

  #told(error: unknown, script: string, link: Link): Error {
    if (!(error instanceof Error) || error instanceof LabError || error instanceof TypeError) return error as Error;
    const { host, user } = this.target;
    if (!(error instanceof ShellError) || error.why === 'refused' || error.why === 'gone') {
      const said = error instanceof ShellError ? error.stderr : error.message;
      return new LabError(`${host} did not start a shell for ${user}: ${said}`, CLEAN, { cause: error });
    }
    if (error.why === 'ended') {
      return new LabError(
        `The shell on ${host} that was to run \`${script.trim()}\` was ended, perhaps by the command itself: it is not ` +
          'known whether it ran.',
        'See what it has changed, and run it again where that does no harm.',
        { cause: error },
      );
    }
    if (link.isSilent) {
      return new LabError(
        `${host} fell silent while \`${script.trim()}\` was running: it is not known whether it ran.`,
        `SSH is cut off from the machine, or it stands still or is overwhelmed. ${CLEAN}`,
        { cause: error },
      );
    }
    return new LabError(
      `The connection to ${host} broke while \`${script.trim()}\` was running: it is not known whether it ran.`,
      `Run the cell again, it connects anew. Where that fails: ${CLEAN}`,
      { cause: error },
    );
  }
}

interface Session {
  readonly link: Link;
  readonly pool: ShellPool;
}

/** A namespace that is not there is the command's failure, as `ip netns exec` tells it in a terminal. */
function noSuchNamespace(error: unknown): Executed {
  if (!(error instanceof ShellError) || !error.stderr.startsWith('Cannot open network namespace')) throw error;
  return { stdout: '', stderr: error.stderr, omitted: { stdout: 0, stderr: 0 }, exitCode: error.exitCode };
}
