import type { Word } from '../transport/quote.js';
import type { Result } from '../transport/result.js';

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
