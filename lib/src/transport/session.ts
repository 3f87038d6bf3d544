import { setMaxListeners } from 'node:events';
import { openLink } from './connect.js';
import { aborted, notRun, told } from './fault.js';
import type { Link } from './link.js';
import { ShellPool } from './pool.js';
import { ShellError } from './shell.js';
import type { Target } from './target.js';

/** A connection unused this long is asked whether it still is one: the machine may have been rewound meanwhile. */
const STALE_MS = 5000;
const STALE_ANSWER_MS = 1500;
/** How long a machine that has answered before may say nothing to a new connection. With the above it is below 5 s. */
const REACHED_SILENCE_MS = 3000;
/** A command is given to another shell so many times at most, when each was ended before it took the command. */
const MOST_TRIES = 20;

/** An SSH connection that is open, and the shells on it. */
export interface Session {
  readonly link: Link;
  readonly pool: ShellPool;
}

/** The sessions with one machine, one at a time: the first is made when it is needed, the next when one was lost. */
export class Sessions {
  readonly #target: Target;
  readonly #connectTimeoutMs: number;
  #session: Promise<Session> | undefined;
  #dropped: AbortController = new AbortController();
  #wasReached = false;

  /** @param connectTimeoutMs how long to try to reach the machine */
  constructor(target: Target, connectTimeoutMs: number) {
    this.#target = target;
    this.#connectTimeoutMs = connectTimeoutMs;
  }

  /**
   * Does work on the session that there is, or a new one, and again on another where it surely did not begin.
   * @param what the call in words, for errors
   * @throws LabError when the machine is not reached or the connection breaks, AbortError when the signal ended it
   * @example await sessions.use('hostname', signal, ({ pool }) => pool.take(''))
   */
  async use<T>(what: string, signal: AbortSignal | undefined, work: (session: Session) => Promise<T>): Promise<T> {
    if (signal?.aborted) throw aborted(this.#target, what, signal);
    if (signal) setMaxListeners(0, signal); // one signal may well end a thousand commands
    const dropped = this.#dropped.signal;
    for (let tries = 1; ; tries++) {
      const session = await this.#connected().catch((error: unknown) => {
        throw dropped.aborted ? notRun(this.#target, what) : error;
      });
      session.link.hold();
      try {
        return await work(session);
      } catch (error) {
        if (signal?.aborted) throw aborted(this.#target, what, signal);
        const again = error instanceof ShellError ? error.why === 'gone' : !session.link.isOpen;
        if (!again || tries === MOST_TRIES) throw told(this.#target, error, what, session.link.isSilent);
        if (dropped.aborted) throw notRun(this.#target, what);
      } finally {
        session.link.release();
      }
    }
  }

  /** Ends the session at once. What runs fails; the next use makes a new one. */
  drop(): void {
    this.#dropped.abort();
    this.#dropped = new AbortController();
    this.#session = undefined;
    this.#wasReached = false; // whatever the machine is rewound to may take its time
  }

  /** Does work during which the machine stands still: that it does not answer is no fault then. */
  async whileItStands<T>(work: () => Promise<T>): Promise<T> {
    const link = await this.#session?.then((session) => session.link).catch(() => undefined);
    link?.standsStill();
    try {
      return await work();
    } finally {
      link?.goesOn();
    }
  }

  /** The session there is, if its connection still is one; else a new one. */
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
    const link = await openLink(this.#target, { limitMs, silenceMs }, signal);
    this.#wasReached = true;
    const drop = (): void => link.destroy();
    signal.addEventListener('abort', drop);
    link.onClose(() => signal.removeEventListener('abort', drop));
    return { link, pool: new ShellPool(link, this.#target.user !== 'root') };
  }
}
