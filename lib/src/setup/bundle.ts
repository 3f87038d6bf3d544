import { execa } from 'execa';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { BundleError, unpackBundle, type BundleManifest } from '../../bundle.mjs';
import { LabError } from '../errors.js';
import { cacheHome } from '../paths.js';
import type { Progress } from '../progress.js';
import { clearAbandoned, halfMade } from '../provider/qemu/image/half-made.js';
import { sha256 } from '../provider/qemu/image/manifest.js';

/** What a bundle's packer tells of what it laid into the folder. */
export type About = Pick<BundleManifest, 'platform' | 'registry' | 'python'>;

/**
 * Writes a bundle (lib/bundle.mjs tells the format): what `pack` lays into a folder, as one file. An interrupt or a
 * full disk leaves no file. Throws a LabError.
 * @returns its size in bytes
 */
export async function writeBundle(
  file: string,
  pack: (folder: string) => Promise<About>,
  progress: Progress,
  signal: AbortSignal,
): Promise<number> {
  const target = resolve(file);
  const part = `${target}.part`;
  const folder = await halfMade(join(cacheHome(), 'offline'), 'packing', progress);
  try {
    const about = await pack(folder);
    progress('summing up the bundle');
    const files: Record<string, { size: number; sha256: string }> = {};
    for (const name of filesOf(folder)) {
      signal.throwIfAborted();
      files[name] = { size: statSync(join(folder, name)).size, sha256: await sha256(join(folder, name)) };
    }
    const manifest: BundleManifest = { format: 1, made: new Date().toISOString(), ...about, files };
    writeFileSync(join(folder, 'netdive.json'), JSON.stringify(manifest, null, 2));
    progress('writing the bundle');
    mkdirSync(dirname(target), { recursive: true });
    const names = ['netdive.json', ...Object.keys(files)].join('\n');
    const args = ['--create', '--no-recursion', '--file', part, '--directory', folder, '--files-from=-'];
    const { failed, stderr } = await execa('tar', args, { input: names, reject: false, cancelSignal: signal });
    signal.throwIfAborted();
    if (failed)
      throw new LabError(`The bundle could not be written: ${stderr}`, 'Name a place with some 2 GB of room.');
    await rename(part, target);
    return statSync(target).size;
  } finally {
    rmSync(part, { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A bundle that has been unpacked and checked. */
export interface Bundle {
  readonly manifest: BundleManifest;
  readonly folder: string;
}

/** Unpacks and checks a bundle; a bundle that was unpacked before is there at once. Throws a LabError. */
export async function openBundle(file: string, progress: Progress): Promise<Bundle> {
  await clearAbandoned(join(cacheHome(), 'offline'), progress);
  try {
    return unpackBundle(resolve(file));
  } catch (error) {
    if (error instanceof BundleError) throw new LabError(error.message, error.cure);
    throw error;
  }
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
