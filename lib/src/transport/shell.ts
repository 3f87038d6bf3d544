import { constants } from 'node:os';
import type { ClientChannel } from 'ssh2';
import { FrameReader, newNonce, requestFrame } from './frame.js';
import { NOTHING_TAKEN } from './shell-loop.js';

/** Called with output as it comes; the pieces are whole characters, not lines. */
export type OnOutput = (stream: 'stdout' | 'stderr', text: string) => void;

/** What a shell knows of a command that has ended. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** The line (from 1) at which a script of several lines stopped. */
  readonly failedLine?: number;
}

/** Why a shell could not run a command. */
export class ShellError extends Error {
  override readonly name = 'ShellError';

  /**
   * @param why `gone`: it left before it took the command, which can safely be given to another; `refused`: it never
   * started; `lost`: the connection broke, and nobody knows how far the command got
   */
  constructor(
    readonly why: 'gone' | 'refused' | 'lost',
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
  #exit: { code: number } | undefined;
  /** The line that tells the process which waits for the next command or runs it, as far as it came. */
  #head = '';
  #pids: Pids | undefined;
  #started: Promise<Pids | undefined> = Promise.resolve(undefined);
  #start: (pids?: Pids) => void = () => undefined;

  /** @param onClose called once, when the channel is closed whoever closed it */
  constructor(channel: ClientChannel, netns: string, onClose: (shell: Shell) => void) {
    this.#channel = channel;
    this.netns = netns;
    channel.on('data', (chunk: Buffer) => this.#read('stdout', chunk));
    channel.stderr.on('data', (chunk: Buffer) => this.#read('stderr', chunk));
    channel.on('exit', (code: number | null, signal?: string) => {
      this.#exit = {
        code: code ?? 128 + (constants.signals[`SIG${signal?.replace(/^SIG/, '')}` as NodeJS.Signals] ?? 0),
      };
    });
    channel.on('error', () => undefined); // a close follows, and says it
    channel.on('close', () => {
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
   * @example await shell.run('ip link', () => undefined)
   */
  run(script: string, onOutput: OnOutput): Promise<Outcome> {
    if (script.includes('\0')) throw new TypeError('A command cannot carry a NUL character.');
    const nonce = newNonce();
    this.#state = 'busy';
    this.#started = new Promise((resolve) => (this.#start = resolve));
    return new Promise((resolve, reject) => {
      this.#running = {
        stdout: new FrameReader(nonce, (text) => onOutput('stdout', text)),
        stderr: new FrameReader(nonce, (text) => onOutput('stderr', text)),
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

  #read(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    if (stream === 'stdout') chunk = this.#readHead(chunk);
    const running = this.#running;
    if (running === undefined) return; // from what an earlier command left running
    running[stream].push(chunk);
    const trailer = running.stdout.trailer;
    if (trailer === undefined || running.stderr.trailer === undefined) return;
    const [code = NaN, left, line] = trailer.split(' ').map(Number);
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
    const [command = NaN, shell = NaN] = this.#head.split(' ').map(Number);
    this.#pids = { command, shell };
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
    return { stdout: stdout.text, stderr: stderr.text, exitCode, failedLine };
  }

  #closed(): void {
    this.#state = 'closed';
    this.#start();
    const running = this.#running;
    if (running === undefined) return;
    if (this.#exit === undefined) this.#fail(new ShellError('lost'));
    else if (this.#exit.code === NOTHING_TAKEN) this.#fail(new ShellError('gone'));
    else if (this.#pids !== undefined)
      this.#finish(this.#exit.code); // the command ended the shell itself
    else this.#fail(new ShellError('refused', this.#outcome(running, 0).stderr, this.#exit.code));
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
}

interface Running {
  readonly stdout: FrameReader;
  readonly stderr: FrameReader;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: ShellError) => void;
}
