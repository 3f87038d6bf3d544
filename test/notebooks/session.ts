import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { execa } from 'execa';

export const root: string = fileURLToPath(new URL('../..', import.meta.url));
export const venv: string = join(root, '.venv');

interface Message {
  readonly id?: number;
  readonly type: string;
  readonly content: {
    name?: string;
    text?: string;
    status?: string;
    execution_state?: string;
    data?: Record<string, unknown>;
    matches?: string[];
  };
  /** When it came, by `performance.now()`. */
  readonly at: number;
}

/** One run of one cell, as a client of Jupyter sees it. */
export class CellSession {
  readonly messages: Message[] = [];

  get stdout(): string {
    return this.stream('stdout');
  }

  get stderr(): string {
    return this.stream('stderr');
  }

  get bundles(): Record<string, unknown>[] {
    return this.messages.flatMap(({ type, content }) => (type === 'display_data' ? [content.data ?? {}] : []));
  }

  private stream(name: string): string {
    return this.messages.map(({ content }) => (content.name === name ? content.text : '')).join('');
  }
}

/** A kernel of ours and a client to it. */
export class Session {
  readonly cells: CellSession[] = [];
  /** Where the kernel runs. */
  readonly folder: string;
  pid = 0;
  ended = false;
  #python;
  #changed: (() => void)[] = [];

  readonly #ownsFolder: boolean;

  private constructor(folder: string | undefined, env: Readonly<Record<string, string>>) {
    this.#ownsFolder = folder === undefined;
    this.folder = folder ?? makeFolder();
    this.#python = execa(
      join(venv, 'bin', 'python'),
      [join(root, 'test/notebooks/session.py'), 'netdive', this.folder],
      {
        env,
        stdin: 'pipe',
        buffer: false,
        stderr: 'inherit',
        reject: false,
      },
    );
  }

  /**
   * @param folder where the kernel runs; one of its own, which goes with it, where none is given
   * @param env more for the kernel's environment
   */
  static async start(folder?: string, env: Readonly<Record<string, string>> = {}): Promise<Session> {
    const session = new Session(folder, env);
    void session.#listen();
    await session.until(() => session.pid !== 0, 60_000); // a busy computer takes its time
    return session;
  }

  /** Sends a cell and does not wait for its end; only for the kernel to take cells again after an error. */
  async start(code: string): Promise<CellSession> {
    await this.run('0;');
    return this.send(code);
  }

  /** What JupyterLab shows over a name: as the kernel answers an `inspect_request`. */
  async hover(code: string, cursor: number): Promise<string> {
    const { content } = await this.#ask({ do: 'inspect', code, cursor });
    return String(content.data?.['text/plain'] ?? '');
  }

  /** What JupyterLab offers at the end of some code: as the kernel answers a `complete_request`. */
  async completions(code: string): Promise<string[]> {
    const { content } = await this.#ask({ do: 'complete', code, cursor: code.length });
    return content.matches ?? [];
  }

  async #ask(what: object): Promise<Message> {
    const cell = this.#send(what);
    const reply = (): Message | undefined => cell.messages.find(({ type }) => type === 'reply');
    await this.until(() => reply() !== undefined);
    return reply()!;
  }

  /** Sends a cell, and does not wait for it. */
  send(code: string): CellSession {
    return this.#send({ do: 'execute', code });
  }

  #send(what: object): CellSession {
    this.#tell({ ...what, id: this.cells.length });
    const cell = new CellSession();
    this.cells.push(cell);
    return cell;
  }

  /** Waits for the cell's own reply and for the end of its output, which come by different roads, and gives its status. */
  async reply(cell: CellSession): Promise<string> {
    await this.until(
      () =>
        cell.messages.some(({ type }) => type === 'reply') &&
        cell.messages.some(({ content }) => content.execution_state === 'idle'),
      60_000, // a cell that opens the lab may have to start it
    );
    return cell.messages.find(({ type }) => type === 'reply')?.content.status ?? '';
  }

  /** Runs a cell to its end; again while the kernel still throws away what comes after an error. */
  async run(code: string): Promise<CellSession & { status: string }> {
    for (;;) {
      const cell = this.send(code);
      const status = await this.reply(cell);
      if (status !== 'abort') return Object.assign(cell, { status });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  interrupt(): void {
    this.#tell({ do: 'interrupt' });
  }

  async shutdown(): Promise<void> {
    this.#tell({ do: 'shutdown' });
    await this.until(() => this.ended);
  }

  /** Waits until something is so; looks whenever a message comes. */
  async until(holds: () => boolean, limitMs = 20_000): Promise<void> {
    const limit = setTimeout(() => this.#wake(), limitMs);
    const end = performance.now() + limitMs;
    while (!holds()) {
      if (performance.now() >= end)
        throw new Error(`It did not come. The last cell: ${inspect(this.cells.at(-1), { depth: 5 })}`);
      await new Promise<void>((resolve) => this.#changed.push(resolve));
    }
    clearTimeout(limit);
  }

  #wake(): void {
    for (const wake of this.#changed.splice(0)) wake();
  }

  async close(): Promise<void> {
    this.#python.stdin.end();
    await this.#python;
    if (this.#ownsFolder) removeFolder(this.folder);
  }

  #tell(what: object): void {
    this.#python.stdin.write(`${JSON.stringify(what)}\n`);
  }

  async #listen(): Promise<void> {
    for await (const line of this.#python.iterable({ from: 'stdout' })) {
      const message = { ...(JSON.parse(line) as Message & { pid?: number }), at: performance.now() };
      if (message.type === 'ready') this.pid = message.pid ?? 0;
      if (message.type === 'ended') this.ended = true;
      if (message.id !== undefined && message.id !== null) this.cells[message.id]?.messages.push(message);
      this.#wake();
    }
  }
}

/** A folder in which cells can import the library, and that git does not see. */
export function makeFolder(): string {
  mkdirSync(join(root, '.netdive'), { recursive: true });
  return mkdtempSync(join(root, '.netdive', 'test-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
