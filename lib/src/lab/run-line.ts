import { CommandError } from '../transport/command-error.js';
import type { RunOptions } from '../transport/connection.js';
import type { Result } from '../transport/result.js';
import { wholeLine } from '../transport/script-line.js';
import { hintFor } from './hints.js';

/** Runs a line at a place, over whatever connection leads there now. */
export type RunLine = (
  line: string,
  signal: AbortSignal,
  options?: Pick<RunOptions, 'timeoutMs' | 'onOutput'>,
) => Promise<Result>;

/**
 * What a line said, where it did what it should.
 * @throws CommandError where it failed or took too long, with the hint for what it complained of
 * @example await checked(run('ip -j link', signal))
 */
export async function checked(running: Promise<Result>): Promise<Result> {
  const result = await running;
  if (result.exitCode !== 0 || result.timedOut) throw hinted(result);
  return result;
}

/** The error of a line that failed, with what its words mean: those on stderr or, where it complained of nothing, as ping does, what it printed. */
export function hinted(result: Result): CommandError {
  const { command, failedLine, stdout, stderr } = result;
  const line = failedLine === undefined ? command : wholeLine(command, failedLine).text;
  const hint = hintFor(line, stderr.trim() === '' ? stdout : stderr);
  return new CommandError(result, hint && `${hint.means} ${hint.mend}`);
}
