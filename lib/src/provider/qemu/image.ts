import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../errors.js';
import { cacheHome, checkout } from '../../paths.js';
import type { Progress } from '../../progress.js';
import { locked } from './lock.js';
import { privateFolder } from '../../private-file.js';

/** The machines' image: the disk, and the kernel that is booted directly. */
export interface Image {
  /** The hash of all that the image is made from. */
  readonly key: string;
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
}

const SOURCES = ['packages.list', 'provision.sh', 'image.sh'];

/** The image that today's package list and scripts make, whether it is there or not. */
export function image(): Image {
  const hash = createHash('sha256');
  for (const name of SOURCES) hash.update(readFileSync(join(checkout, 'vagrant', name))).update('\0');
  const key = hash.digest('hex').slice(0, 12);
  const folder = join(cacheHome(), 'images', key);
  return { key, disk: join(folder, 'disk.raw'), kernel: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd.img') };
}

export const imageExists = (): boolean => existsSync(image().initrd);

/**
 * Builds the image where it is missing: half a minute and about 300 MB, once. It is built beside its place and moved there whole.
 * Throws a LabError with the end of the builder's log where it fails.
 */
export async function ensureImage(progress: Progress, signal?: AbortSignal): Promise<Image> {
  const made = image();
  if (imageExists()) return made;
  const images = privateFolder(join(cacheHome(), 'images'));
  return locked(`image-${made.key}`, 'another netdive builds the image', progress, async () => {
    if (imageExists()) return made;
    const folder = await mkdtemp(join(images, '.building-'));
    try {
      await build(folder, progress, signal);
      await rename(folder, join(images, made.key));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return made;
  });
}

async function build(folder: string, progress: Progress, signal: AbortSignal | undefined): Promise<void> {
  progress('building the machines’ image: starting');
  // In a user namespace the builder works in a folder that all may reach; a TMPDIR of one's own is often closed to it.
  const builder = execa(join(checkout, 'vagrant', 'image.sh'), [folder], {
    env: { TMPDIR: '/tmp', LC_ALL: 'C.UTF-8' },
    stdin: 'ignore',
    all: true,
    reject: false,
    ...(signal && { cancelSignal: signal, forceKillAfterDelay: 20_000 }),
  });
  for await (const line of builder.iterable({ from: 'all' })) {
    const step = /^I: (.*?)\.*$/.exec(line)?.[1];
    if (step !== undefined) progress(`building the machines’ image: ${step.slice(0, 60)}`);
  }
  const built = await builder;
  signal?.throwIfAborted();
  if (built.failed) {
    const log = (built.all ?? '').split('\n').slice(-15).join('\n');
    throw new LabError(
      `The machines’ image could not be built:\n${log}`,
      'See `npx netdive doctor` for what may be missing, then try again.',
    );
  }
}
