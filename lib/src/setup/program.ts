import { execa } from 'execa';
import { atLeast } from './version.js';
import { missing, ok, type Found } from './prerequisite.js';

/** A program that must be there, and in a version that will do. */
export interface Program {
  readonly command: string;
  /** What makes it print its version. */
  readonly args?: readonly string[];
  /** The lowest version that works. */
  readonly lowest?: string;
  /** What to do about one that is too old. */
  readonly newer?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly limitMs?: number;
}

/**
 * Runs a program for its version.
 * @example await program({ command: 'git' }) // { state: 'ok', found: 'Version 2.39.5 is here.' }
 */
export async function program(wanted: Program): Promise<Found> {
  const { command, args = ['--version'], lowest, newer, env = process.env, limitMs = 10_000 } = wanted;
  const { code, failed, timedOut, all } = await execa(command, args, {
    ...{ env, extendEnv: false, reject: false, all: true, stdin: 'ignore', timeout: limitMs, killSignal: 'SIGKILL' },
  });
  if (code === 'ENOENT') return missing(`The program ${command} is not on this computer, or not on its PATH.`);
  if (timedOut) return missing(`The program ${command} gave no answer within ${limitMs / 1_000} seconds.`);
  if (failed) return missing(`The program ${command} does not work: ${all?.trim().split('\n').at(-1) || 'it failed'}.`);
  const version = /\d+(?:\.\d+)+/.exec(all)?.[0];
  const needed = lowest === undefined ? '' : `; ${lowest} or newer is needed`;
  if (version === undefined) return ok(`It is here, in a version that it does not tell${needed}.`);
  if (lowest !== undefined && !atLeast(version, lowest))
    return missing(`Version ${version} is too old${needed}.`, newer);
  return ok(`Version ${version} is here${needed}.`);
}
