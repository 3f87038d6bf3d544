import assert from 'node:assert/strict';
import { execa, type ResultPromise } from 'execa';
import { existsSync, openSync, readFileSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './netdive.js';
import { until } from './until.js';

/** `netdive` with a cache of its own. */
export type Netdive = (...args: string[]) => ResultPromise<{ reject: false; stdin: 'ignore'; all: true }>;

export const withCache =
  (cache: string, ...before: string[]): Netdive =>
  (...args) => {
    const [program = '', ...rest] = [...before, process.execPath, bootstrap, ...args];
    return execa(program, rest, { reject: false, stdin: 'ignore', all: true, env: { XDG_CACHE_HOME: cache } });
  };

/** What is in a folder; nothing where it is not there. */
export const listed = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
/** Where images are being built. */
export const workFolders = (): string[] => readdirSync('/var/tmp').filter((name) => name.startsWith('netdive-'));

/** Starts a build and resolves when Debian's packages are being fetched or unpacked: a few seconds in. */
export async function building(run: ReturnType<Netdive>): Promise<string> {
  const inside = (): string | undefined =>
    workFolders().find(
      (name) =>
        name.includes(`-${run.pid}-`) &&
        listed(join('/var/tmp', name, 'tmp')).some((one) => existsSync(join('/var/tmp', name, 'tmp', one, 'etc/apt'))),
    );
  await until(() => inside() !== undefined || run.exitCode !== null);
  assert.ok(inside() !== undefined, 'the build ended before it began');
  return inside()!;
}

/** Changes one byte of a file. */
export function flip(path: string, at: number): void {
  const byte = readFileSync(path)[at]!;
  writeSync(openSync(path, 'r+'), Buffer.from([byte ^ 255]), 0, 1, at);
}
