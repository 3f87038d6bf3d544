import { constants } from 'node:os';
import { NetdiveError } from '../errors.js';
import type { Result } from './result.js';
import { wholeLine } from './script-line.js';

const MOST_LINES = 20;

/** A command failed or ran too long. It carries the result, and says for a person where, what, and what it said. */
export class CommandError extends NetdiveError {
  /** Its kind, as a cell prints it. */
  override readonly name = 'CommandError';

  /**
   * @param hint the way on, where the mistake is a known one
   * @example throw new CommandError(result, 'It is there already: lab.reset(), or delete it.')
   */
  constructor(
    /** What the command said, and its exit code. */
    readonly result: Result,
    hint?: string,
  ) {
    super(describe(result), hint ?? (result.timedOut ? longer(result) : undefined));
  }
}

function describe(result: Result): string {
  const said = lastLines(result.stderr.trim() === '' ? result.stdout : result.stderr);
  const where = result.netns === '' ? result.host : `${result.netns} on ${result.host}`;
  return [`${where}: ${what(result)} ${how(result)}.`, said].filter((part) => part !== '').join('\n');
}

function what({ command, failedLine }: Result): string {
  const typed = command.trim();
  if (failedLine !== undefined) return `line ${failedLine}, \`${wholeLine(command, failedLine).text}\`,`;
  return typed.includes('\n') ? `\`\n${typed}\n\`` : `\`${typed}\``;
}

function how({ exitCode, timedOut, durationMs }: Result): string {
  if (timedOut) return `was ended after ${seconds(durationMs)} s, its time limit`;
  const signal = Object.entries(constants.signals).find(([, number]) => number === exitCode - 128)?.[0];
  return `failed with exit code ${exitCode}${signal === undefined ? '' : ` (${signal})`}`;
}

function longer({ host, netns, durationMs }: Result): string {
  const more = Math.max(Math.round(durationMs / 60_000), 1) * 120_000;
  const digits = String(more).replace(/(\d+)(\d{3})$/, '$1_$2');
  return `Make it end by itself (\`ping -c 3\`), or give it longer, in ms: ${netns || host}.$.with({ timeout: ${digits} })\`...\``;
}

function seconds(durationMs: number): string {
  return durationMs < 10_000 ? (durationMs / 1000).toFixed(1) : String(Math.floor(durationMs / 1000));
}

function lastLines(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.length <= MOST_LINES ? lines.join('\n') : ['...', ...lines.slice(-MOST_LINES)].join('\n');
}
