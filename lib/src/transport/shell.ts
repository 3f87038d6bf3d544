import { constants } from 'node:os';
import type { ClientChannel } from 'ssh2';
import { FrameReader, newNonce, requestFrame } from './frame.js';
import { NOTHING_TAKEN } from './shell-loop.js';

/**
 * Called with output as it comes; the pieces are whole characters, not lines. While a promise that it gave is not settled
 * nothing more is read, and the command waits when it has written what the connection takes in advance (2 MiB).
 */
export type OnOutput = (stream: 'stdout' | 'stderr', text: string) => unknown;

/** What a shell knows of a command that has ended. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** How many bytes in the middle of each are left out. */
  readonly omitted: { readonly stdout: number; readonly stderr: number };
  readonly exitCode: number;
  /** The line (from 1) at which a script of several lines stopped. */
  readonly failedLine?: number;
}

/** Why a shell could not run a command. */
export class ShellError extends Error {
  override readonly name = 'ShellError';

  /**
   * @param why `gone`: it left before it took the command, which can safely be given to another; `refused`: it never
   * started; `ended`: somebody ended it, and `lost`: the connection broke, and nobody knows how far the command got
   */
  constructor(
    readonly why: 'gone' | 'refused' | 'ended' | 'lost',
    readonly stderr: string = '',
    readonly exitCode: number = 0,
  ) {
    super(`The shell is ${why}. ${stderr}`);
  }
}

/**
 * A bash in the machine that waits for commands on one SSH channel and runs them one after another, each in a process of
 * its own: nothing of one command's variables, directory or traps reaches the next.
 */
export class Shell {
  readonly netns: string;
  readonly #channel: ClientChannel;
  #running: Running | undefined;
  #state: 'idle' | 'busy' | 'retired' | 'closed' = 'idle';
  #exit: { readonly code: number; readonly killed: boolean } | undefined;
  /** Whether it has run a command to its end. */
  #served = false;
  /** The line that tells the process which waits for the next command or runs it, as far as it came. */
  #head = '';
  /** How many calls of `onOutput` are not done. */
  #readers = 0;
  #pids: Pids | undefined;
  #started: Promise<Pids | undefined> = Promise.resolve(undefined);
  #start: (pids?: Pids) => void = () => undefined;

  /** @param onClose called once, when the channel is closed whoever closed it */
  constructor(channel: ClientChannel, netns: string, onClose: (shell: Shell) => void) {
    this.#channel = channel;
    this.netns = netns;
    channel.on('data', (chunk: Buffer) => this.#read('stdout', chunk));
    channel.stderr.on('data', (chunk: Buffer) => this.#read('stderr', chunk));
    channel.on('error', () => undefined); // a close follows, and says it
    // It tells the exit too, which may have been told before anybody listened.
    channel.on('close', (code?: number | null, signal?: string) => {
      const number = constants.signals[`SIG${signal?.replace(/^SIG/, '')}` as NodeJS.Signals] ?? 0;
      if (code !== undefined) this.#exit = { code: code ?? 128 + number, killed: code === null };
      this.#closed();
      onClose(this);
    });
  }

  /** `retired`: something that a command left running still writes here; it may, but no other command is taken. */
  get state(): 'idle' | 'busy' | 'retired' | 'closed' {
    return this.#state;
  }

  /** Resolves when the command given last has a process, begun or not; undefined when the shell ended before. */
  get started(): Promise<Pids | undefined> {
    return this.#started;
  }

  /**
   * Runs one script; only an idle shell takes one.
   *
   * @throws ShellError when the shell could not run it, TypeError for a NUL character
   * @example await shell.run('ip link')
   */
  run(script: string, onOutput?: OnOutput): Promise<Outcome> {
    if (script.includes('\0')) throw new TypeError('A command cannot carry a NUL character.');
    if (this.#state !== 'idle') return Promise.reject(new ShellError('gone'));
    const nonce = newNonce();
    const emit = (stream: 'stdout' | 'stderr'): ((text: string) => void) | undefined =>
      onOutput && ((text) => this.#heed(onOutput(stream, text)));
    this.#state = 'busy';
    this.#started = new Promise((resolve) => (this.#start = resolve));
    return new Promise((resolve, reject) => {
      this.#running = {
        stdout: new FrameReader(nonce, emit('stdout')),
        stderr: new FrameReader(nonce, emit('stderr')),
        resolve,
        reject,
      };
      this.#channel.write(requestFrame(script, nonce));
      if (this.#pids !== undefined) this.#start(this.#pids);
    });
  }

  /** Takes what came so far as the running command's outcome, and no other command; the shell is still to be closed. */
  abandon(exitCode: number): void {
    this.#state = 'retired';
    this.#running?.resolve(this.#outcome(this.#running, exitCode));
  }

  /** Drops the channel; a running command is reported as lost. */
  close(): void {
    this.#channel.destroy();
    this.#closed();
  }

  /** Reads nothing more until the reader has had its time. */
  #heed(reader: unknown): void {
    if (!(reader instanceof Promise)) return; // a callback without a use for its result may give anything
    const both = [this.#channel, this.#channel.stderr];
    if (this.#readers++ === 0) for (const stream of both) stream.pause();
    void reader.finally(() => {
      if (--this.#readers === 0) for (const stream of both) stream.resume();
    });
  }

  #read(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    if (stream === 'stdout') chunk = this.#readHead(chunk);
    const running = this.#running;
    if (running === undefined) return; // from what an earlier command left running
    running[stream].push(chunk);
    const trailer = running.stdout.trailer;
    if (trailer === undefined || running.stderr.trailer === undefined) return;
    const [code = NaN, left, line] = trailer.split(' ').map(Number);
    this.#served = true;
    if (this.#state === 'busy') this.#state = left ? 'retired' : 'idle';
    this.#finish(code, line || undefined);
    if (this.#state !== 'idle') return;
    this.#pids = undefined;
    this.#head = '';
    this.#readHead(running.stdout.rest);
  }

  /** Takes the line before a command's output, which comes before the command is given or after, and gives the rest. */
  #readHead(chunk: Buffer): Buffer {
    if (this.#pids !== undefined) return chunk;
    const end = chunk.indexOf('\n');
    this.#head += chunk.toString('latin1', 0, end === -1 ? chunk.length : end);
    if (end === -1) return Buffer.alloc(0);
    const [command = NaN, shell = NaN, ...harmless] = this.#head.trim().split(' ').map(Number);
    this.#pids = { command, shell, harmless };
    if (this.#running !== undefined) this.#start(this.#pids);
    return chunk.subarray(end + 1);
  }

  #finish(exitCode: number, failedLine?: number): void {
    const running = this.#running;
    this.#running = undefined;
    running?.resolve(this.#outcome(running, exitCode, failedLine));
  }

  #outcome({ stdout, stderr }: Running, exitCode: number, failedLine?: number): Outcome {
    stdout.end();
    stderr.end();
    const [out, err] = [stdout.read(), stderr.read()];
    const omitted = { stdout: out.omitted, stderr: err.omitted };
    return { stdout: out.text, stderr: err.text, omitted, exitCode, failedLine };
  }

  #closed(): void {
    this.#state = 'closed';
    this.#start();
    const running = this.#running;
    if (running === undefined) return;
    if (this.#exit === undefined) return this.#fail(new ShellError('lost'));
    const { code, killed } = this.#exit;
    const { stderr } = this.#outcome(running, code);
    if (code === NOTHING_TAKEN) this.#fail(new ShellError('gone'));
    // Without a process to take it no command began.
    else if (this.#pids === undefined)
      this.#fail(new ShellError(killed || this.#served ? 'gone' : 'refused', stderr, code));
    else if (running.stdout.hasText || running.stderr.hasText) this.#finish(code);
    else this.#fail(new ShellError('ended', '', code));
  }

  #fail(error: ShellError): void {
    this.#running?.reject(error);
    this.#running = undefined;
  }
}

/** The processes of a command and of the shell that runs it. */
export interface Pids {
  readonly command: number;
  readonly shell: number;
  /** What earlier commands left in the shell's care. */
  readonly harmless: readonly number[];
}

interface Running {
  readonly stdout: FrameReader;
  readonly stderr: FrameReader;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: ShellError) => void;
}
