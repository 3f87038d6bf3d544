import { randomUUID } from 'node:crypto';
import { wallClock, type Clock } from '../clock.js';
import { execute, type Executed } from './execute.js';
import { aborted } from './fault.js';
import type { Channel } from './link.js';
import type { Result } from './result.js';
import { wholeLine } from './script-line.js';
import { Sessions, type Session } from './session.js';
import { type OnOutput, type Shell, ShellError } from './shell.js';
import type { Target } from './target.js';
import type { Transferred } from './transfer.js';

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_CONNECT_TIMEOUT_MS = 15_000;

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
  readonly #sessions: Sessions;

  constructor(target: Target, options: ConnectionOptions = {}) {
    this.target = target;
    this.#sessions = new Sessions(target, options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS);
  }

  /** The time that what it answers goes by. */
  get clock(): Clock {
    return wallClock;
  }

  /** A name that nothing on the machine has: 8 hexadecimal digits. */
  newId(): string {
    return randomUUID().slice(0, 8);
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
    return this.#sessions.use(script, options.signal, async (session) => {
      const shell = await session.pool.take(netns, options.signal);
      try {
        options.signal?.throwIfAborted();
        return await this.#runOn(session, shell, script, options);
      } finally {
        session.pool.release(shell);
      }
    });
  }

  /**
   * Runs a program, its name and its arguments, and feeds it with bytes: it gets all of them, or fewer where the connection
   * breaks meanwhile.
   *
   * @param what the call in words, for errors
   * @throws as `run`
   * @example await node1.feed('a copy', ['tee', '/root/copy'], Buffer.from('text'))
   */
  feed(what: string, program: readonly string[], input: Buffer, signal?: AbortSignal): Promise<Transferred> {
    return this.#sessions.use(what, signal, async ({ pool, link }) => {
      const transferred = await pool.transfer(program, input, signal).catch((error: unknown) => {
        throw link.isOpen ? error : new ShellError('lost');
      });
      signal?.throwIfAborted();
      return transferred;
    });
  }

  /**
   * Starts a program, its name and its arguments, and gives the channel that leads to it, for bytes in both directions. The
   * program is told by the end of its input that nobody is there any more, also where the connection breaks.
   *
   * @param what the call in words, for errors
   * @throws as `run`
   * @example (await node1.open('a talk', ['cat'])).end('hello')
   */
  open(what: string, program: readonly string[], signal?: AbortSignal): Promise<Channel> {
    return this.#sessions.use(what, signal, async ({ pool, link }) => {
      const channel = await pool.start(program);
      link.hold();
      channel.on('close', () => link.release());
      channel.on('error', () => undefined); // a close follows
      return channel;
    });
  }

  /** Drops the connection at once, as before a machine is rewound. What runs fails; the next `run` connects again. */
  disconnect(): void {
    this.#sessions.drop();
  }

  /**
   * Does work during which the machine stands still, as while it is saved: that it does not answer is no fault then.
   * Commands that run go on afterwards.
   * @example await node1.whileItStands(() => provider.save('before'));
   */
  whileItStands<T>(work: () => Promise<T>): Promise<T> {
    return this.#sessions.whileItStands(work);
  }

  async #runOn(session: Session, shell: Shell, script: string, options: RunOptions): Promise<Result> {
    const started = performance.now();
    const executed = await execute(shell, script, {
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      signal: options.signal,
      onOutput: options.onOutput,
      pool: session.pool,
    }).catch(noSuchNamespace);
    if (executed.endedBy === 'abort') throw aborted(this.target, script, options.signal);
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
}

/** A namespace that is not there is the command's failure, as `ip netns exec` tells it in a terminal. */
function noSuchNamespace(error: unknown): Executed {
  if (!(error instanceof ShellError) || !error.stderr.startsWith('Cannot open network namespace')) throw error;
  return { stdout: '', stderr: error.stderr, omitted: { stdout: 0, stderr: 0 }, exitCode: error.exitCode };
}
