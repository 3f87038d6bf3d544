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

/** Those of the systems that netdive runs on. A bundle carries packages for each. */
const PYTHONS = ['3.11', '3.12', '3.13'];

/** The C libraries that a bundle's packages may be built against (PEP 600): the oldest of those systems has 2.36. */
const PLATFORMS = ['manylinux_2_28_x86_64', 'manylinux_2_17_x86_64', 'manylinux2014_x86_64'];

/** Whether the environment is there, with today's list of packages. */
export const venvIsMade = (): boolean => read(stamp) === wantedStamp();

/**
 * Makes the environment where it is missing or its list of packages has changed.
 * @param wheels a folder of packages to install from, with no network
 */
export async function ensureVenv(progress: Progress, signal?: AbortSignal, wheels?: string): Promise<void> {
  if (venvIsMade()) return;
  rmSync(venv, { recursive: true, force: true }); // half of one, or one of another list
  progress('making a Python environment');
  await run('python3', ['-m', 'venv', venv], signal);
  progress('installing JupyterLab');
  await run(
    join(venv, 'bin', 'pip'),
    [
      ...['install', '--quiet', '--disable-pip-version-check', '-r', requirements],
      ...(wheels === undefined ? [] : ['--no-index', '--find-links', wheels]),
    ],
    signal,
  );
  writeFileSync(stamp, wantedStamp());
}

/** Downloads the packages into a folder, for each Python that netdive runs on, and resolves to their versions. */
export async function packWheels(folder: string, progress: Progress, signal: AbortSignal): Promise<string[]> {
  for (const python of PYTHONS) {
    progress(`downloading JupyterLab for Python ${python}`);
    const args = ['download', '--quiet', '--disable-pip-version-check', '--dest', folder, '-r', requirements];
    const target = ['--only-binary=:all:', '--implementation', 'cp', '--python-version', python];
    const platforms = PLATFORMS.flatMap((platform) => ['--platform', platform]);
    await run(join(venv, 'bin', 'pip'), [...args, ...target, ...platforms], signal);
  }
  return PYTHONS;
}

/** The version of the Python that would be used: `3.11`. Throws a LabError where there is none. */
export async function pythonVersion(): Promise<string> {
  const { stdout, failed } = await execa('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
    reject: false,
    stdin: 'ignore',
  });
  if (failed)
    throw new LabError('There is no Python on this computer.', 'Install it: sudo apt-get install python3-venv');
  return stdout.trim();
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
