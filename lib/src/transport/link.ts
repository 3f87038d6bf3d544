import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { NodeSSH } from 'node-ssh';
import type { ClientChannel, ServerHostKeyAlgorithm } from 'ssh2';
import { LabError } from '../errors.js';
import type { Target } from './target.js';

/** How long a machine may be silent after it accepted the connection: QEMU accepts for a guest that is still booting. */
const SILENCE_MS = 3000;
const RETRY_MS = 150;
/** A machine that answers nothing this long is gone; with PING_MS it is noticed within 5 s. */
const ANSWER_MS = 3000;
const PING_MS = 1500;

/** One SSH connection to a machine. It holds the process alive only while something runs on it. */
export class Link {
  /** When it was last in use, in ms of `performance.now()`. */
  usedAt: number = performance.now();
  readonly #socket: Socket;
  readonly #ssh: NodeSSH;
  #users = 0;
  #pinger: NodeJS.Timeout | undefined;

  private constructor(socket: Socket, ssh: NodeSSH) {
    this.#socket = socket;
    this.#ssh = ssh;
    ssh.connection?.on('error', () => undefined); // a close follows
    socket.setMaxListeners(0); // each channel on its way listens
    socket.unref();
  }

  /**
   * Connects, and tries again while the machine does not answer yet.
   *
   * @param limitMs how long to try
   * @throws LabError when the machine is not reached, not the expected one, or lets nobody in
   * @example await Link.open(target, 15_000)
   */
  static async open(target: Target, limitMs: number, signal?: AbortSignal): Promise<Link> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      try {
        return await attempt(target, deadline, signal);
      } catch (error) {
        if (error instanceof LabError || signal?.aborted) throw error;
        if (performance.now() + RETRY_MS >= deadline) throw unreachable(target, limitMs, error as Error);
        await delay(RETRY_MS);
      }
    }
  }

  /** @internal */
  static made(socket: Socket, ssh: NodeSSH): Link {
    return new Link(socket, ssh);
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#ssh.connection !== null;
  }

  /** Whether something runs on it. */
  get isHeld(): boolean {
    return this.#users > 0;
  }

  /** Calls back once, when the connection is over, whoever ended it. */
  onClose(callback: () => void): void {
    this.#socket.once('close', callback);
  }

  /** Starts a command line on a channel of its own. */
  channel(commandLine: string): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      const { connection } = this.#ssh;
      if (connection === null) throw new Error('Not connected');
      this.#socket.once('close', reject);
      connection.exec(commandLine, (error, channel) => {
        this.#socket.off('close', reject);
        if (error) reject(error);
        else resolve(channel);
      });
    });
  }

  /** Keeps the process alive, and watches the machine, until `release`. */
  hold(): void {
    if (this.#users++ > 0) return;
    this.#socket.ref();
    this.#pinger = setInterval(() => {
      void this.answers(ANSWER_MS).then((answered) => {
        if (!answered) this.destroy();
      });
    }, PING_MS);
  }

  /** Undoes one `hold`. */
  release(): void {
    this.usedAt = performance.now();
    if (--this.#users > 0) return;
    this.#socket.unref();
    clearInterval(this.#pinger);
  }

  /** Whether anything comes from the machine within the time (ms) when it is asked. */
  async answers(limitMs: number): Promise<boolean> {
    if (!this.isOpen) return false;
    const before = this.#socket.bytesRead;
    const over = new AbortController();
    const answer = new Promise<boolean>((resolve) => {
      // ssh2 has no ping: any global request makes the machine answer, and this one changes nothing.
      this.#ssh.connection?.unforwardIn('netdive', 1, () => resolve(true));
      this.onClose(() => resolve(false));
    });
    const silence = async (): Promise<boolean> => {
      await delay(limitMs, undefined, { signal: over.signal });
      await delay(100, undefined, { signal: over.signal }); // what came while this process was busy is read now
      return this.#socket.bytesRead > before;
    };
    try {
      return await Promise.race([answer, silence()]);
    } finally {
      over.abort();
    }
  }

  /** Ends the connection at once, without waiting for the machine. */
  destroy(): void {
    clearInterval(this.#pinger);
    this.#socket.destroy();
    this.#ssh.dispose();
  }
}

async function attempt(target: Target, deadline: number, signal?: AbortSignal): Promise<Link> {
  const left = Math.max(deadline - performance.now(), 1);
  const socket = connect({ host: target.hostName, port: target.port, noDelay: true });
  const end = (): void => void socket.destroy(new Error('No answer'));
  const limit = setTimeout(end, left);
  const silence = setTimeout(() => socket.bytesRead === 0 && end(), SILENCE_MS);
  signal?.addEventListener('abort', end);
  try {
    await once(socket, 'connect');
    return await handshake(target, socket, left);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(limit);
    clearTimeout(silence);
    signal?.removeEventListener('abort', end);
  }
}

async function handshake(target: Target, socket: Socket, limitMs: number): Promise<Link> {
  const pinned = target.hostKey
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([type, key]) => type && key);
  let shown: string | undefined;
  const ssh = new NodeSSH();
  try {
    await ssh.connect({
      sock: socket,
      username: target.user,
      privateKey: target.privateKey,
      readyTimeout: limitMs,
      hostVerifier: (key: Buffer) => {
        shown = key.toString('base64');
        return pinned.some(([, expected]) => expected === shown);
      },
      // What an emulated machine computes fastest.
      algorithms: {
        kex: { prepend: ['curve25519-sha256'], append: [], remove: [] },
        serverHostKey: pinned.flatMap(([type = '']) => hostKeyAlgorithms(type)),
        cipher: { prepend: ['chacha20-poly1305@openssh.com'], append: [], remove: [] },
        compress: ['none'],
      },
    });
  } catch (error) {
    if (shown !== undefined && !pinned.some(([, expected]) => expected === shown)) throw notTheMachine(target, error);
    if ((error as { level?: string }).level === 'client-authentication') throw notLetIn(target, error);
    throw error;
  }
  return Link.made(socket, ssh);
}

function hostKeyAlgorithms(type: string): ServerHostKeyAlgorithm[] {
  return type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type as ServerHostKeyAlgorithm];
}

function at(target: Target): string {
  return `${target.host} (${target.hostName}:${target.port})`;
}

function unreachable(target: Target, limitMs: number, cause: Error): LabError {
  const why = /No response|No answer|before handshake/.test(cause.message) ? 'it did not answer' : cause.message;
  return new LabError(
    `${at(target)} was not reached within ${limitMs / 1000} s: ${why}.`,
    'Is it running? `netdive status` tells, `netdive up` starts it.',
    { cause },
  );
}

function notTheMachine(target: Target, cause: unknown): LabError {
  return new LabError(
    `What answers as ${at(target)} is not that machine: it showed another host key than the one the lab was made with.`,
    'Another program took the port, or the machine was made anew: `netdive down`, then `netdive up`.',
    { cause },
  );
}

function notLetIn(target: Target, cause: unknown): LabError {
  return new LabError(
    `${at(target)} does not let ${target.user} in with the lab's key.`,
    'The machine was made with another key: `netdive down`, then `netdive up`.',
    { cause },
  );
}
