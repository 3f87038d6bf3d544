import { execa } from 'execa';
import { createReadStream, createWriteStream, existsSync, rmSync } from 'node:fs';
import { copyFile, link, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { LabError } from '../../../errors.js';
import type { Progress } from '../../../progress.js';
import { findBasis, setKey } from '../basis.js';
import { imagesHome } from '../image.js';
import { locked } from '../../lock.js';
import { NODES } from '../../nodes.js';
import { warmHome } from '../warm.js';
import { halfMade } from './half-made.js';
import { isCurrent, names } from './inventory.js';
import { IMAGE_FILES, isWhole, readManifest, type Manifest } from './manifest.js';
import { readQcow2 } from './qcow2.js';
import { stamp, untouched } from './stamp.js';

/** What was taken out of a bundle: an image's layers, and whether it was there already. */
export interface Taken {
  readonly key: string;
  readonly layers: readonly string[];
  readonly was: 'new' | 'there';
}

/**
 * Takes the images of an unpacked bundle, whose files have been checked, into the cache. One from other sources than
 * this checkout's is left out: nothing would ever use it. Throws a LabError where none fits, or one is not what an image is.
 */
export async function takeImages(bundle: string, progress: Progress): Promise<Taken[]> {
  const home = join(bundle, 'images');
  const images = names(home).map((key) => ({ key, manifest: readManifest(join(home, key)) }));
  const fitting = images.filter(({ key, manifest }) => manifest?.key === key && isCurrent(manifest));
  if (fitting.length === 0) {
    throw new LabError(
      'The bundle’s image was made from another version of the course than this checkout.',
      'Check out the version that the bundle was made from, or make a new bundle: npx netdive bundle FILE',
    );
  }
  const taken: Taken[] = [];
  for (const { key, manifest } of fitting) taken.push(await takeImage(join(home, key), manifest!, progress));
  return taken;
}

async function takeImage(from: string, { key, layers, files }: Manifest, progress: Progress): Promise<Taken> {
  const disk = readQcow2(join(from, 'disk.qcow2'));
  // A disk that lies over another file would show that file of this computer to whoever made the bundle's machines.
  if (disk === undefined || disk.backing !== undefined || disk.externalData) {
    throw new LabError(`The bundle’s image ${key} is no disk of its own, and is not used.`, 'Ask for a new bundle.');
  }
  return locked(`image-${key}`, 'another netdive builds the image', progress, async () => {
    const final = join(imagesHome(), key);
    if (existsSync(final) && (await isWhole(final, progress))) return { key, layers, was: 'there' };
    const folder = await halfMade(imagesHome(), 'importing', progress);
    try {
      for (const file of [...IMAGE_FILES, 'manifest.json']) await linkOrCopy(join(from, file), join(folder, file));
      // Checked against the image's own manifest, too: the bundle's says only that it was not damaged on the way.
      if (!(await isWhole(folder, () => {}))) {
        throw new LabError(
          `The bundle’s image ${key} (${files['disk.qcow2'].sha256.slice(0, 12)}) is not what its manifest says.`,
        );
      }
      await rm(final, { recursive: true, force: true });
      await rename(folder, final);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return { key, layers, was: 'new' };
  });
}

/**
 * Takes a bundle's saved machines into the cache where they fit this computer's QEMU, and resolves to whether they did.
 * Only emulated machines travel: with KVM they have seen the other computer's processor.
 */
export async function takeWarm(
  bundle: string,
  layers: readonly string[],
  progress: Progress,
  signal?: AbortSignal,
): Promise<boolean> {
  const basis = await findBasis(progress, signal, layers);
  const set = setKey(basis);
  const from = join(bundle, 'warm', set);
  if (basis.accelerator === 'kvm' || !existsSync(from)) return false;
  return locked(`warm-${set}`, 'another netdive boots the machines', progress, async () => {
    const final = join(warmHome(), set);
    if (untouched(final)) return true;
    progress('unpacking the saved machines');
    const folder = await halfMade(warmHome(), 'importing', progress);
    try {
      for (const node of NODES) {
        const disk = join(folder, `${node}.qcow2`);
        await pipeline(createReadStream(join(from, `${node}.qcow2.gz`)), createGunzip(), createWriteStream(disk));
        if (readQcow2(disk)?.externalData !== false) throw new LabError('The bundle’s saved machines are no disks.');
        // Its header names the image where the other computer had it.
        await execa('qemu-img', ['rebase', '-u', '-F', 'qcow2', '-b', basis.image.disk, disk]);
      }
      stamp(
        folder,
        NODES.map((node) => `${node}.qcow2`),
      );
      await rm(final, { recursive: true, force: true });
      await rename(folder, final);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return true;
  });
}

/** A second name for the same file where the file system can, which it can within the cache; else a copy. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}
