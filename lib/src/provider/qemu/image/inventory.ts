import { readdirSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { stateHome } from '../../../paths.js';
import { accelerator } from '../accelerator.js';
import { setKey } from '../basis.js';
import { built, image, imagesHome } from '../image.js';
import { diskOf } from '../start.js';
import { qemuVersion } from '../version.js';
import { warmHome } from '../warm.js';
import { readManifest, type Manifest } from './manifest.js';
import { processesNaming } from './processes.js';
import { readQcow2 } from './qcow2.js';
import { untouched } from './stamp.js';

/** An image in the cache. */
export interface ImageRow {
  readonly key: string;
  readonly layers: readonly string[];
  /** When it was built, ISO 8601. */
  readonly made: string;
  /** What it takes on the disk, without its saved machines. */
  readonly bytes: number;
  /** Whether today's package lists and scripts make this one. */
  readonly current: boolean;
  /** The saved machines that a new lab on this computer is copied from, where there are. */
  readonly warm?: string;
  /** This checkout's labs whose disks lie over it. */
  readonly labs: readonly string[];
  /** Whether machines run on it, of whatever checkout. */
  readonly running: boolean;
}

/** What lies in the cache, the base first. An image without a readable manifest is not in it. */
export async function inventory(): Promise<ImageRow[]> {
  const labs = labsByImage();
  const version = await qemuVersion().catch(() => undefined);
  const rows = names(imagesHome()).map(async (key): Promise<ImageRow | undefined> => {
    const folder = join(imagesHome(), key);
    const manifest = readManifest(folder);
    if (manifest === undefined) return undefined;
    const current = isCurrent(manifest);
    const set = current && version !== undefined ? await setOf(manifest, version) : undefined;
    return {
      key,
      layers: manifest.layers,
      made: manifest.made,
      bytes: await bytesOf(folder),
      current,
      ...(set !== undefined && untouched(join(warmHome(), set)) && { warm: set }),
      labs: labs.get(key) ?? [],
      running: (await processesNaming(folder)).length > 0,
    };
  });
  return (await Promise.all(rows)).filter((row) => row !== undefined).sort((a, b) => a.layers.length - b.layers.length);
}

/** Whether a manifest is of an image that today's sources make. */
export function isCurrent({ key, layers }: Pick<Manifest, 'key' | 'layers'>): boolean {
  try {
    return image(layers).key === key;
  } catch {
    return false; // a layer that there is no more
  }
}

async function setOf(manifest: Manifest, version: string): Promise<string> {
  const there = built(image(manifest.layers), manifest);
  return setKey({ image: there, version, accelerator: await accelerator(there, version, () => {}) });
}

/** The names in a folder that are no half-made things. */
export function names(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
}

function labsByImage(): Map<string, string[]> {
  const labs = new Map<string, string[]>();
  for (const lab of names(stateHome())) {
    const backing = readQcow2(diskOf(join(stateHome(), lab), 'node1'))?.backing;
    if (backing === undefined) continue;
    const key = basename(dirname(backing));
    labs.set(key, [...(labs.get(key) ?? []), lab]);
  }
  return labs;
}

/** What a file or a folder takes on the disk. */
export async function bytesOf(path: string): Promise<number> {
  const found = await lstat(path);
  if (!found.isDirectory()) return found.blocks * 512;
  const inside = await Promise.all((await readdir(path)).map((name) => bytesOf(join(path, name))));
  return inside.reduce((sum, bytes) => sum + bytes, 0);
}
