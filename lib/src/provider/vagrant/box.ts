import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile, link, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileFault } from '../../file-fault.js';
import { cacheHome, checkout } from '../../paths.js';
import { privateFolder } from '../../private-file.js';
import type { Progress } from '../../progress.js';
import { ensureImage, image } from '../qemu/image.js';
import type { VagrantCommand } from './vagrant-command.js';

const VAGRANTFILE = join(checkout, 'vagrant', 'box', 'Vagrantfile');

/** What Vagrant calls the box of the image with some layers: another image, or another way to boot it, is another box. */
export function boxName(layers: readonly string[] = []): string {
  const hash = createHash('sha256').update(readFileSync(VAGRANTFILE)).digest('hex');
  return `netdive-${image(layers).key}-${hash.slice(0, 6)}`;
}

/**
 * Writes the machines' image as a box for libvirt: the same disk and kernel as QEMU's, and a Vagrantfile that boots it and
 * tells it of Vagrant's user. The image is built where it is missing.
 * @param file where to; what was there is replaced, and only by a whole box
 * @throws LabError where the image cannot be built, or the file not written
 */
export async function writeBox(
  file: string,
  layers: readonly string[],
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const { disk, kernel, initrd } = await ensureImage(progress, signal, layers);
  const target = resolve(file);
  const place = await mkdtemp(join(dirname(target), '.box-')).catch((error: unknown) => {
    throw fileFault(error, target) ?? error;
  });
  try {
    progress('packing the box');
    await writeFile(
      join(place, 'metadata.json'),
      JSON.stringify({ provider: 'libvirt', format: 'qcow2', virtual_size: 6 }),
    );
    const files: readonly (readonly [from: string, name: string])[] = [
      [VAGRANTFILE, 'Vagrantfile'],
      [disk, 'box.img'],
      [kernel, 'vmlinuz'],
      [initrd, 'initrd.img'],
    ];
    for (const [from, name] of files)
      await link(from, join(place, name)).catch(() => copyFile(from, join(place, name)));
    const names = ['metadata.json', ...files.map(([, name]) => name)];
    await execa('tar', ['-cf', 'netdive.box', ...names], { cwd: place, ...(signal && { cancelSignal: signal }) });
    await rename(join(place, 'netdive.box'), target);
  } catch (error) {
    signal?.throwIfAborted();
    throw fileFault(error, target) ?? error;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Gives Vagrant the box of the image with some layers, where it has not got it. */
export async function ensureBox(
  vagrant: VagrantCommand,
  layers: readonly string[],
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const name = boxName(layers);
  const rows = await vagrant.run(['box', 'list'], { signal });
  if (rows.some(({ type, data }) => type === 'box-name' && data[0] === name)) return;
  const place = await mkdtemp(join(privateFolder(cacheHome()), 'box-'));
  try {
    const file = join(place, 'netdive.box');
    await writeBox(file, layers, progress, signal);
    progress('giving Vagrant the box');
    await vagrant.run(['box', 'add', '--force', '--name', name, file], { signal });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
