import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors.js';
import { checkout } from '../paths.js';
import type { Progress } from '../progress.js';

/** The Python environment that JupyterLab lives in. */
export const venv: string = join(checkout, '.venv');

const requirements = join(checkout, 'notebooks', 'requirements.txt');
const stamp = join(venv, 'netdive-requirements');
const wantedStamp = (): string => createHash('sha256').update(readFileSync(requirements)).digest('hex');

/** Whether the environment is there, with today's list of packages. */
export const venvIsMade = (): boolean => read(stamp) === wantedStamp();

/** Makes the environment where it is missing or its list of packages has changed. */
export async function ensureVenv(progress: Progress, signal?: AbortSignal): Promise<void> {
  if (venvIsMade()) return;
  rmSync(venv, { recursive: true, force: true }); // half of one, or one of another list
  progress('making a Python environment');
  await run('python3', ['-m', 'venv', venv], signal);
  progress('installing JupyterLab');
  await run(
    join(venv, 'bin', 'pip'),
    ['install', '--quiet', '--disable-pip-version-check', '-r', requirements],
    signal,
  );
  writeFileSync(stamp, wantedStamp());
}

async function run(program: string, args: string[], signal: AbortSignal | undefined): Promise<void> {
  const { failed, all } = await execa(program, args, {
    all: true,
    reject: false,
    stdin: 'ignore',
    ...(signal && { cancelSignal: signal }),
  });
  signal?.throwIfAborted();
  if (failed)
    throw new LabError(
      `${program} ${args.join(' ')} failed:\n${all.split('\n').slice(-8).join('\n')}`,
      'Mend what it says, then try again.',
    );
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
