import { inspect } from 'node:util';
import { pending } from '../kernel/pending.js';
import { command, type Word } from '../transport/quote.js';
import type { Result } from '../transport/result.js';
import { terminal } from '../view/terminal.js';
import { liveOutput } from './live-output.js';
import type { RunLine } from './run-line.js';

/** How one command is run. */
export interface CommandOptions {
  /** In ms; 60,000 where not given. A command that runs longer is ended, with all that it started. */
  readonly timeout?: number;
}

/**
 * Runs a command where it belongs to: on a machine, or in one of its network namespaces. What is interpolated is quoted;
 * an array becomes several words. Several lines run as one script that stops at the first failing line.
 * @example await node1.$`ip addr add ${address} dev ${name}`
 */
export interface Dollar {
  (strings: TemplateStringsArray, ...values: readonly (Word | readonly Word[])[]): Promise<Result>;
  /**
   * The same with settings.
   * @example await node1.$.with({ timeout: 300_000 })`apt-get update`
   */
  with(options: CommandOptions): Dollar;
}

/**
 * What runs commands at a place, and shows their output as it comes.
 * @param named a command's call as the reader wrote it, for messages
 * @example dollar((line) => `node1.$\`${line}\``, run)
 */
export function dollar(named: (line: string) => string, run: RunLine, options: CommandOptions = {}): Dollar {
  const { timeout } = options;
  const here = (strings: TemplateStringsArray, ...values: readonly (Word | readonly Word[])[]): Promise<Result> => {
    const line = command(strings, ...values).trim();
    return pending(named(line), async (signal) => {
      const { onOutput, done } = liveOutput();
      const settings = { ...(timeout !== undefined && { timeoutMs: timeout }), ...(onOutput && { onOutput }) };
      return shown(await run(line, signal, settings).finally(done));
    });
  };
  return Object.assign(here, { with: (more: CommandOptions) => dollar(named, run, { ...options, ...more }) });
}

/** As a cell's last value, what a command said looks like a terminal. */
function shown(result: Result): Result {
  return Object.defineProperty({ ...result }, inspect.custom, { value: () => terminal(result).text });
}
