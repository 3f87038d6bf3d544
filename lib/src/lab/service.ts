import { inspect } from 'node:util';
import type { Clock } from '../clock.js';
import { LabError } from '../errors.js';
import { pending } from '../kernel/pending.js';
import { CommandError } from '../transport/command-error.js';
import type { RunOptions } from '../transport/connection.js';
import type { Result } from '../transport/result.js';
import { terminate } from '../transport/terminate.js';
import { hintFor } from './hints.js';
import { begunScript, folderOf, launchScript, lookScript, newsScript, stopScript } from './supervisor.js';

/** A program is ready when it listens. */
export interface Listening {
  /** The TCP or UDP port, in its own namespace. */
  readonly port: number;
}

/** How a program that runs on is waited for. */
export interface StartOptions {
  /** Ready is what has printed this, or listens on this port (TCP or UDP). Without it a program is ready when it has begun. */
  readonly ready?: RegExp | Listening;
  /** How long to wait until it is ready, in ms; 30,000 where not given. */
  readonly timeout?: number;
}

/** Where a service runs, and how commands are run there. */
export interface ServiceHost {
  readonly host: string;
  readonly namespace: string;
  readonly clock: Clock;
  /** A name that nothing there has. */
  readonly id: string;
  run(script: string, options?: Pick<RunOptions, 'signal'>): Promise<Result>;
}

const READY_MS = 30_000;
/** A look at a program costs the machine about 30 ms: so much time is between two, however much it prints. */
const LOOKS_APART_MS = 100;

interface Look {
  readonly state: 'runs' | 'ended' | 'none';
  readonly exitCode?: number;
  readonly listens: boolean;
  readonly log: string;
}

/** A program that runs on in a machine, whatever becomes of the cell and the connection that started it. A reset ends it. */
export class Service {
  /** The machine. */
  readonly host: string;
  /** Its network namespace; `''` is the machine's own. */
  readonly netns: string;
  readonly #at: ServiceHost;
  readonly #folder: string;

  private constructor(
    at: ServiceHost,
    /** The program as it was started. */
    readonly command: string,
  ) {
    this.#at = at;
    this.#folder = folderOf(at.id);
    this.host = at.host;
    this.netns = at.namespace;
    const place = at.namespace === '' ? at.host : `${at.namespace} on ${at.host}`;
    Object.defineProperty(this, inspect.custom, { value: () => `${place}: \`${command}\`` });
  }

  /**
   * Starts a program and waits until it is ready. Nothing is left of one that does not become ready.
   * @throws CommandError with what it printed where it ends before, or is not ready in time
   */
  static async start(at: ServiceHost, command: string, options: StartOptions, signal: AbortSignal): Promise<Service> {
    const service = new Service(at, command.trim());
    try {
      await service.#launch(options, signal);
      return service;
    } catch (error) {
      await service.#end().catch(() => undefined); // the machine is not reached: that is what `error` says
      throw error;
    }
  }

  /**
   * What it has printed so far, the end of it where that is more than 512 KiB. Also after it has ended.
   * @example (await web.log()).includes('GET /')
   */
  log(): Promise<string> {
    return pending('log()', async (signal) => {
      const { state, log } = await this.#look({ signal });
      if (state !== 'none') return log;
      throw new LabError(
        `\`${this.command}\` and what it printed are gone: ${this.#at.host} was put back to a state before its start.`,
        'Run the cell that starts it again.',
      );
    });
  }

  /**
   * Whether it, or anything that it started, still runs.
   * @example const serves = await web.running();
   */
  running(): Promise<boolean> {
    return pending('running()', async (signal) => (await this.#look({ signal })).state === 'runs');
  }

  /**
   * Its exit code, 128 + the signal's number where a signal ended it; undefined while it runs.
   * @example await web.exitCode()
   */
  exitCode(): Promise<number | undefined> {
    return pending('exitCode()', async (signal) => (await this.#look({ signal })).exitCode);
  }

  /**
   * Ends it with all that it started, and resolves when none of it is left. One that has ended, or was rewound, is no error.
   * @example await web.stop();
   */
  stop(): Promise<void> {
    return pending('stop()', (signal) => this.#end({ signal }));
  }

  async #launch({ ready, timeout = READY_MS }: StartOptions, signal: AbortSignal): Promise<void> {
    const { clock } = this.#at;
    const started = clock.now();
    const begin = [
      launchScript(this.#folder, this.command),
      ...(ready === undefined ? [begunScript(this.#folder)] : []),
    ];
    for (const script of begin) {
      const { exitCode, stderr } = await this.#at.run(script, { signal });
      if (exitCode !== 0 || stderr !== '')
        throw new LabError(`\`${this.command}\` was not started on ${this.#at.host}: ${stderr}`);
    }
    const port = ready === undefined || ready instanceof RegExp ? undefined : ready.port;
    for (;;) {
      const look = await this.#look({ signal, port });
      const result = this.#result(look, clock.now() - started);
      const failed = look.exitCode !== undefined && look.exitCode !== 0;
      if (failed || (look.state !== 'runs' && ready !== undefined)) {
        const known = hintFor(this.command, look.log);
        throw new CommandError(result, known ? `${known.means} ${known.mend}` : 'It ended before it was ready.');
      }
      if (ready === undefined || look.listens || (ready instanceof RegExp && look.log.search(ready) !== -1)) return;
      if (clock.now() - started > timeout) throw new CommandError({ ...result, timedOut: true }, this.#late(ready));
      await clock.wait(LOOKS_APART_MS, signal);
      await this.#at.run(newsScript(this.#folder, port), { signal });
    }
  }

  async #end(options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const run = async (script: string): Promise<string> => (await this.#at.run(script, options)).stdout;
    const pid = Number(await run(stopScript(this.#folder)));
    if (pid > 0) await terminate([{ pid }], run); // somebody stopped or broke its supervisor
  }

  async #look(options: { readonly signal?: AbortSignal; readonly port?: number | undefined } = {}): Promise<Look> {
    const { signal, port } = options;
    const { stdout } = await this.#at.run(lookScript(this.#folder, port), signal === undefined ? {} : { signal });
    const [head = ''] = stdout.split('\n', 1);
    const [state, code, listens] = head.split(' ');
    const known = state === 'runs' || state === 'ended' ? state : 'none';
    // One that was ended together with who would write its exit code down was killed.
    const exitCode = code !== undefined && code !== '-' ? Number(code) : known === 'ended' ? 137 : undefined;
    return {
      state: known,
      ...(exitCode === undefined ? {} : { exitCode }),
      listens: listens === 'yes',
      log: stdout.slice(head.length + 1),
    };
  }

  #result({ log, exitCode }: Look, durationMs: number): Result {
    const { host, namespace: netns } = this.#at;
    return {
      host,
      netns,
      command: this.command,
      stdout: log,
      stderr: '',
      exitCode: exitCode ?? 124,
      durationMs,
      timedOut: false,
    };
  }

  #late(ready: RegExp | Listening): string {
    const what =
      ready instanceof RegExp ? `nothing that it printed matches ${ready}` : `it does not listen on port ${ready.port}`;
    return `It was not ready: ${what}. Give it longer, in ms, behind \`ready\`: { ready: ..., timeout: 60_000 }.`;
  }
}
