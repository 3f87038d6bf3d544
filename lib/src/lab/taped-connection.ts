import { z } from 'zod';
import type { Clock } from '../clock.js';
import type { Tape } from '../recording/tape.js';
import { Connection, type RunOptions } from '../transport/connection.js';
import type { Channel } from '../transport/link.js';
import type { Result } from '../transport/result.js';
import type { Target } from '../transport/target.js';
import type { Transferred } from '../transport/transfer.js';

/** A machine whose answers are kept, or were: all that is asked of it goes through a tape. */
export class TapedConnection extends Connection {
  readonly #tape: Tape;

  /**
   * @param host the machine’s name
   * @param live what leads to it; there is none in a replay
   */
  constructor(
    host: string,
    tape: Tape,
    readonly live: Connection | undefined,
  ) {
    super(live?.target ?? { ...NOWHERE, host });
    this.#tape = tape;
  }

  override get clock(): Clock {
    return this.#tape.clock;
  }

  override newId(): string {
    return this.#tape.newId();
  }

  override async run(script: string, options: RunOptions = {}): Promise<Result> {
    const { netns = '', signal, onOutput } = options;
    const { host } = this.target;
    const question = {
      verb: 'run',
      on: netns === '' ? host : `${host} ${netns}`,
      what: script,
      signal,
      onOutput,
    } as const;
    const data = await this.#tape.ask(question, async (heard) => {
      const result = await this.live!.run(script, { ...options, ...(onOutput && { onOutput: heard }) });
      return answerOf(result);
    });
    return {
      ...{ host, netns, command: script, stderr: '', timedOut: false },
      ...(answerSchema.parse(data) as Answer),
    };
  }

  override async feed(
    what: string,
    program: readonly string[],
    input: Buffer,
    signal?: AbortSignal,
  ): Promise<Transferred> {
    const question = {
      verb: 'feed',
      on: this.target.host,
      what: program.join(' '),
      input: input.toString(),
      signal,
    } as const;
    const data = await this.#tape.ask(question, () => this.live!.feed(what, program, input, signal));
    return transferredSchema.parse(data);
  }

  override open(what: string, program: readonly string[], signal?: AbortSignal): Promise<Channel> {
    const question = { verb: 'open', on: this.target.host, what: program.join(' '), signal } as const;
    return this.#tape.talk(question, () => this.live!.open(what, program, signal));
  }

  override disconnect(): void {
    this.live?.disconnect();
  }

  override whileItStands<T>(work: () => Promise<T>): Promise<T> {
    return this.live === undefined ? work() : this.live.whileItStands(work);
  }
}

/** Nobody connects to it. */
const NOWHERE: Omit<Target, 'host'> = { hostName: '', port: 0, user: '', privateKey: '', hostKey: '' };

const transferredSchema = z.object({ stdout: z.string(), stderr: z.string(), exitCode: z.number() });

type Answer = Omit<Result, 'host' | 'netns' | 'command' | 'stderr' | 'timedOut'> & {
  stderr?: string;
  timedOut?: boolean;
};

const answerSchema = z.strictObject({
  stdout: z.string(),
  stderr: z.string().optional(),
  omitted: z.object({ stdout: z.number(), stderr: z.number() }).optional(),
  exitCode: z.number(),
  durationMs: z.number(),
  timedOut: z.boolean().optional(),
  failedLine: z.number().optional(),
});

/** What a result says beyond what was asked, and beyond what most say. */
const answerOf = ({ stdout, stderr, omitted, exitCode, durationMs, timedOut, failedLine }: Result): Answer => ({
  stdout,
  ...(stderr !== '' && { stderr }),
  ...(omitted && { omitted }),
  exitCode,
  durationMs: Math.round(durationMs * 1_000) / 1_000,
  ...(timedOut && { timedOut }),
  ...(failedLine !== undefined && { failedLine }),
});
