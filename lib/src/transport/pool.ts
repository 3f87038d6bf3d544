import { setImmediate } from 'node:timers/promises';
import type { ClientChannel } from 'ssh2';
import type { Link } from './link.js';
import { loopCommand } from './shell-loop.js';
import { quote } from './quote.js';
import { Shell } from './shell.js';
import { type Root, terminate } from './terminate.js';
import { transfer, type Transferred } from './transfer.js';

/** With the shell that ends commands and one transfer as many as sshd's MaxSessions, whose default is 10. */
const MOST_SHELLS = 8;
/** A channel costs an emulated machine more than a short command, so a further one waits for a busy shell this long. */
const PATIENCE_MS = 30;

interface Waiting {
  readonly netns: string;
  readonly since: number;
  readonly resolve: (shell: Shell) => void;
  readonly reject: (error: Error) => void;
}

/** The shells of one connection. */
export class ShellPool {
  readonly #link: Link;
  readonly #sudo: boolean;
  /** All that are open, in the order in which they were last used. */
  readonly #shells = new Set<Shell>();
  readonly #free: Shell[] = [];
  readonly #waiting: Waiting[] = [];
  /** The namespaces of those on the way. */
  readonly #opening: string[] = [];
  #most = MOST_SHELLS;
  #warden: Promise<Shell> | undefined;
  #transfer: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #ending: { readonly roots: Root[]; readonly done: Promise<void> } | undefined;

  constructor(link: Link, sudo: boolean) {
    this.#link = link;
    this.#sudo = sudo;
    link.onClose(() => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error('The connection is over'));
    });
  }

  /**
   * A shell in a network namespace (`''`: the machine's own) for one command; give it back by `release`. Who asks
   * first is served first.
   */
  async take(netns: string, signal?: AbortSignal): Promise<Shell> {
    let leave: (() => void) | undefined;
    const shell = new Promise<Shell>((resolve, reject) => {
      const waiting = { netns, since: performance.now(), resolve, reject };
      leave = (): void => {
        const index = this.#waiting.indexOf(waiting);
        if (index === -1) return;
        this.#waiting.splice(index, 1);
        reject(new Error('Aborted'));
      };
      signal?.addEventListener('abort', leave);
      this.#waiting.push(waiting);
      this.#serve();
    });
    try {
      return await shell;
    } finally {
      if (leave) signal?.removeEventListener('abort', leave);
    }
  }

  /** Gives a shell back. */
  release(shell: Shell): void {
    if (shell.state === 'idle') this.#free.push(shell);
    this.#serve();
  }

  /** Runs one of our own scripts beside the commands. */
  async runBeside(script: string): Promise<string> {
    const run = (this.#warden ?? this.#open('')).then(async (before) => {
      const shell = before.state === 'idle' ? before : await this.#open('');
      return { shell, outcome: await shell.run(script) };
    });
    const warden = run.then(({ shell }) => shell);
    warden.catch(() => {
      if (this.#warden === warden) this.#warden = undefined;
    });
    this.#warden = warden;
    return (await run).outcome.stdout;
  }

  /** Feeds a program with bytes, one transfer after another. */
  transfer(program: readonly string[], input: Buffer, signal?: AbortSignal): Promise<Transferred> {
    const line = [...(this.#sudo ? ['sudo', '-n'] : []), ...program].map(quote).join(' ');
    const transferred = this.#transfer.then(async () => {
      signal?.throwIfAborted();
      return transfer(await this.#channel(`exec ${line}`), input, signal);
    });
    this.#transfer = transferred.catch(() => undefined);
    return transferred;
  }

  /**
   * Starts a program on a channel of its own, which whoever asked for it closes. It is told who is connected
   * (`SSH_CONNECTION`) also where sudo would keep that from it.
   */
  start(program: readonly string[]): Promise<ClientChannel> {
    const sudo = this.#sudo ? 'sudo -n env "SSH_CONNECTION=$SSH_CONNECTION" ' : '';
    return this.#channel(`exec ${sudo}${program.map(quote).join(' ')}`);
  }

  /** Ends a process and all it started. What is to be ended at once, as by one signal, is looked for once. */
  async terminate(root: Root): Promise<void> {
    this.#ending?.roots.push(root);
    this.#ending ??= this.#terminateSoon([root]);
    await this.#ending.done;
  }

  #terminateSoon(roots: Root[]): { readonly roots: Root[]; readonly done: Promise<void> } {
    const done = setImmediate().then(() => {
      this.#ending = undefined;
      return terminate(roots, (script) => this.runBeside(script));
    });
    return { roots, done };
  }

  #serve(): void {
    clearTimeout(this.#timer);
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const { netns, since } = first;
      const index = this.#free.findLastIndex((shell) => shell.netns === netns);
      const [shell] = index === -1 ? [] : this.#free.splice(index, 1);
      if (shell !== undefined) {
        this.#waiting.shift();
        first.resolve(shell);
        continue;
      }
      const serving = [...this.#shells].filter(({ state }) => state !== 'retired');
      const patience = since + PATIENCE_MS - performance.now();
      if (patience > 0 && [...this.#opening, ...serving.map((other) => other.netns)].includes(netns)) {
        this.#timer = setTimeout(() => this.#serve(), patience);
        return;
      }
      if (serving.length + this.#opening.length >= this.#most) {
        const other = this.#free.shift();
        if (other === undefined) return;
        other.close();
      }
      this.#waiting.shift();
      void this.#openFor(first);
    }
  }

  async #openFor(waiting: Waiting): Promise<void> {
    this.#opening.push(waiting.netns);
    try {
      const shell = await this.#open(waiting.netns);
      this.#shells.add(shell);
      waiting.resolve(shell);
    } catch (error) {
      const serving = [...this.#shells].filter(({ state }) => state === 'busy').length;
      if (serving === 0 || !this.#link.isOpen) return waiting.reject(error as Error);
      this.#most = serving;
      this.#waiting.unshift(waiting);
    } finally {
      this.#opening.splice(this.#opening.indexOf(waiting.netns), 1);
    }
  }

  async #open(netns: string): Promise<Shell> {
    const channel = await this.#channel(loopCommand({ netns, sudo: this.#sudo }));
    const shell = new Shell(channel, netns, () => this.#forget(shell));
    return shell;
  }

  /** Where the machine allows no more channels, what runs on for an earlier command loses its own. */
  async #channel(commandLine: string): Promise<ClientChannel> {
    for (;;) {
      try {
        return await this.#link.channel(commandLine);
      } catch (error) {
        const spare = [...this.#shells].find(({ state }) => state === 'retired') ?? this.#free.shift();
        if (!this.#link.isOpen || spare === undefined) throw error;
        spare.close();
      }
    }
  }

  #forget(shell: Shell): void {
    this.#shells.delete(shell);
    this.#most = MOST_SHELLS;
    const index = this.#free.indexOf(shell);
    if (index !== -1) this.#free.splice(index, 1);
    this.#serve();
  }
}
