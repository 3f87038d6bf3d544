import { execa } from 'execa';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LabError } from '../errors.js';
import { checkout } from '../paths.js';
import type { Progress } from '../progress.js';
import { runTied } from '../provider/qemu/image/tied.js';

/** What npm must see to install. */
const NEEDED = ['package.json', 'package-lock.json', '.npmrc', 'lib/package.json', 'lib/bin'];

/**
 * Lays the npm packages into a bundle's folder: npm's cache after an installation into an empty one, as `npm.tar`.
 * The cache knows packages by their registry's name: that is resolved to, for `npm ci --offline --registry`.
 */
export async function packNpm(folder: string, progress: Progress, signal: AbortSignal): Promise<string> {
  progress('downloading the npm packages');
  const copy = join(folder, 'checkout');
  const cache = join(folder, 'npm');
  try {
    for (const name of NEEDED) {
      mkdirSync(dirname(join(copy, name)), { recursive: true });
      cpSync(join(checkout, name), join(copy, name), { recursive: true });
    }
    const npm = ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--cache', cache];
    const { failed, log } = await runTied(npm, { cwd: copy, signal });
    if (failed)
      throw new LabError(
        `The npm packages could not be downloaded:\n${log.split('\n').slice(-8).join('\n')}`,
        'Is there a network?',
      );
    await execa('tar', ['--create', '--file', join(folder, 'npm.tar'), '--directory', folder, 'npm/_cacache']);
    return (await execa('npm', ['config', 'get', 'registry'], { cwd: copy })).stdout.trim();
  } finally {
    rmSync(copy, { recursive: true, force: true });
    rmSync(cache, { recursive: true, force: true });
  }
}
