import { createConnection, type Socket } from 'node:net';
import { LabError } from '../../errors.js';

interface Reply {
  readonly return?: unknown;
  readonly error?: { readonly class: string; readonly desc: string };
  readonly id?: number;
  readonly event?: string;
  readonly QMP?: unknown;
}

/**
 * QEMU's two JSON protocols over a unix socket: QMP, the monitor, and QGA, the agent inside the guest. One request at a
 * time, each with a time limit; replies are matched by id, so that a late one is never taken for another.
 * Sources: QEMU's docs/interop/qmp-spec.rst and qemu-ga-ref.rst.
 */
export class Monitor {
  #buffer = '';
  #id = 0;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();

  private constructor(
    readonly what: string,
    readonly socket: Socket,
  ) {
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#read(text));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('it closed the connection')));
  }

  /** Connects to QMP and leaves its negotiation mode. Rejects with the socket's error where nothing listens. */
  static async qmp(path: string, what: string): Promise<Monitor> {
    const monitor = new Monitor(what, await connect(path));
    await monitor.execute('qmp_capabilities');
    return monitor;
  }

  /**
   * Connects to the guest agent. Nothing says yet that the agent runs: `execute('guest-ping')` does. Half a request, of one who ended
   * in the middle of it or that a snapshot was made in, would swallow all that follows. A byte that is no JSON makes the agent forget
   * it (qemu-ga-ref.rst, guest-sync); what it says to that has no id.
   */
  static async agent(path: string, what: string): Promise<Monitor> {
    const socket = await connect(path);
    socket.write(Buffer.of(0xff));
    return new Monitor(what, socket);
  }

  /** One command and its answer. Throws a LabError with QEMU's own words where it refuses. */
  async execute<T = unknown>(command: string, args?: object, timeoutMs = 30_000): Promise<T> {
    const id = ++this.#id;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new LabError(`${this.what} did not answer ${command} within ${timeoutMs} ms.`)),
        timeoutMs,
      );
    });
    try {
      return (await Promise.race([answer, late])) as T;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  /** A command of the human monitor: what it prints. */
  human(line: string): Promise<string> {
    return this.execute('human-monitor-command', { 'command-line': line });
  }

  /** A command of the human monitor that prints nothing but an error message. */
  async order(line: string, timeoutMs?: number): Promise<void> {
    const said = await this.execute<string>('human-monitor-command', { 'command-line': line }, timeoutMs);
    if (said.trim() !== '') throw new LabError(`${this.what} refused ${line}: ${said.trim()}`);
  }

  close(): void {
    this.socket.destroy();
  }

  #read(text: string): void {
    this.#buffer += text;
    for (let end; (end = this.#buffer.indexOf('\n')) >= 0;) {
      const line = this.#buffer.slice(0, end);
      this.#buffer = this.#buffer.slice(end + 1);
      this.#answer(line);
    }
  }

  #answer(line: string): void {
    let reply: Reply;
    try {
      reply = JSON.parse(line) as Reply;
    } catch {
      return; // the agent may send the tail of an answer that an earlier client did not wait for
    }
    const waiting = reply.id === undefined ? undefined : this.#waiting.get(reply.id);
    if (reply.error) waiting?.reject(new LabError(`${this.what} says: ${reply.error.desc}`));
    else waiting?.resolve(reply.return);
  }

  #fail(error: Error): void {
    for (const waiting of this.#waiting.values())
      waiting.reject(new LabError(`${this.what} is gone: ${error.message}`));
  }
}

function connect(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}
