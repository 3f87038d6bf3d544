import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { NodeSSH } from 'node-ssh';
import type { ClientChannel } from 'ssh2';

/** What leads to a program on the machine and back. */
export type Channel = ClientChannel;

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
  #isSilent = false;
  /** How often the machine has been stopped, and how many of these stops are not over. */
  #stops = 0;
  #stopped = 0;

  /** @param ssh connected over the socket */
  constructor(socket: Socket, ssh: NodeSSH) {
    this.#socket = socket;
    this.#ssh = ssh;
    ssh.connection?.on('error', () => undefined); // a close follows
    socket.setMaxListeners(0); // each channel on its way listens
    socket.unref();
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#ssh.connection !== null;
  }

  /** Whether something runs on it. */
  get isHeld(): boolean {
    return this.#users > 0;
  }

  /** Whether it was ended because the machine had fallen silent. */
  get isSilent(): boolean {
    return this.#isSilent;
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
      const closed = (): void => reject(new Error('The connection is over'));
      this.#socket.once('close', closed);
      connection.exec(commandLine, (error, channel) => {
        this.#socket.off('close', closed);
        if (error) reject(error);
        else resolve(channel);
      });
    });
  }

  /** Keeps the process alive, and watches the machine, until `release`. */
  hold(): void {
    if (this.#users++ > 0) return;
    this.#socket.ref();
    this.#pinger = setInterval(() => void this.#watch(), PING_MS);
  }

  /** A machine that is known to stand still, as while it is saved, is not expected to answer until it `goesOn`. */
  standsStill(): void {
    this.#stops++;
    this.#stopped++;
  }

  goesOn(): void {
    this.#stopped--;
  }

  async #watch(): Promise<void> {
    if (this.#stopped > 0) return;
    const stops = this.#stops;
    if ((await this.answers(ANSWER_MS)) || this.#stops !== stops || !this.isOpen) return;
    this.#isSilent = true;
    this.destroy();
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
