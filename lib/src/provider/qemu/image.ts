import { existsSync, rmSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheHome } from '../../paths.js';
import type { Progress } from '../../progress.js';
import { buildImage } from './image/build.js';
import { halfMade, removeWork } from './image/half-made.js';
import { layerSet } from './image/layer.js';
import { isWhole, readManifest, type Manifest } from './image/manifest.js';
import { imageSources, sourcesKey } from './image/sources.js';
import { locked } from '../lock.js';

/** The machines' image, the base with a set of layers: the disk, and the kernel that is booted directly. */
export interface Image {
  /** The hash of all that the image is made from. */
  readonly key: string;
  /** Sorted; none is the base alone. */
  readonly layers: readonly string[];
  readonly folder: string;
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
}

/** An image that is there. */
export interface BuiltImage extends Image {
  /** The disk's SHA-256. Two builds from the same sources differ, and what was saved on one's disk fits no other's. */
  readonly digest: string;
  readonly kernelDigest: string;
}

export const imagesHome = (): string => join(cacheHome(), 'images');

/** The image that today's package lists and scripts make, whether it is there or not. Throws a LabError for an unknown layer. */
export function image(layers: readonly string[] = []): Image {
  const set = layerSet(layers);
  const key = sourcesKey(imageSources(set));
  const folder = join(imagesHome(), key);
  const file = (name: string): string => join(folder, name);
  return { key, layers: set, folder, disk: file('disk.qcow2'), kernel: file('vmlinuz'), initrd: file('initrd.img') };
}

/** An image with what its manifest says of it. */
export const built = (image: Image, { files }: Manifest): BuiltImage => ({
  ...image,
  digest: files['disk.qcow2'].sha256,
  kernelDigest: files.vmlinuz.sha256,
});

/** An image as it was built, or undefined where it was not. */
export function builtImage(layers: readonly string[] = []): BuiltImage | undefined {
  const wanted = image(layers);
  const manifest = readManifest(wanted.folder);
  return manifest && built(wanted, manifest);
}

/** Whether an image is there; a damaged one may be. */
export const imageExists = (layers: readonly string[] = []): boolean =>
  existsSync(join(image(layers).folder, 'manifest.json'));

/**
 * Builds the image where it is missing or damaged: a minute and about 150 MB to download for the base, once. It is built
 * beside its place and moved there whole. Throws a LabError with the end of the builder's log where it fails.
 */
export async function ensureImage(
  progress: Progress,
  signal?: AbortSignal,
  layers: readonly string[] = [],
): Promise<BuiltImage> {
  const wanted = image(layers);
  const found = async (): Promise<BuiltImage | undefined> => {
    if (!(await isWhole(wanted.folder, progress))) return undefined;
    return built(wanted, readManifest(wanted.folder)!);
  };
  const there = await found();
  if (there !== undefined) return there;
  return locked(`image-${wanted.key}`, 'another netdive builds the image', progress, async () => {
    const meanwhile = await found();
    if (meanwhile !== undefined) return meanwhile;
    if (existsSync(wanted.folder)) progress('the machines’ image is damaged, and is built anew');
    const folder = await halfMade(imagesHome(), 'building', progress);
    try {
      await buildImage(wanted, folder, progress, signal);
      await rm(wanted.folder, { recursive: true, force: true });
      await rename(folder, wanted.folder);
    } finally {
      await removeWork(folder);
      rmSync(folder, { recursive: true, force: true });
    }
    return (await found())!;
  });
}
