import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../../../private-file.js';
import { stamp, untouched } from './stamp.js';

/** The files of an image's folder, beside the manifest. */
export const IMAGE_FILES = ['disk.qcow2', 'vmlinuz', 'initrd.img', 'packages.txt'] as const;

const name = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);
const schema = z.object({
  format: z.literal(1),
  key: z.string().regex(/^[0-9a-f]{12}$/),
  layers: z.array(name),
  suite: name,
  made: z.iso.datetime(),
  files: z.record(
    z.enum(IMAGE_FILES),
    z.object({ size: z.int().positive(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});

/** What an image's folder says of itself: `manifest.json`. */
export interface Manifest {
  readonly format: 1;
  readonly key: string;
  readonly layers: string[];
  readonly suite: string;
  readonly made: string;
  readonly files: Record<(typeof IMAGE_FILES)[number], { size: number; sha256: string }>;
}

/** A folder's manifest, or undefined where there is none, or none that can be read. */
export function readManifest(folder: string): Manifest | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Sums up a finished image, and stamps it. The manifest comes last: a folder with one is whole. */
export async function writeManifest(folder: string, about: Pick<Manifest, 'key' | 'layers' | 'suite'>): Promise<void> {
  const files: Record<string, { size: number; sha256: string }> = {};
  for (const file of IMAGE_FILES) {
    files[file] = { size: statSync(join(folder, file)).size, sha256: await sha256(join(folder, file)) };
  }
  stamp(folder, IMAGE_FILES);
  const manifest = { format: 1, ...about, made: new Date().toISOString(), files } satisfies Manifest | object;
  writeAtomically(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Whether an image's files are what its manifest says. Where they look untouched that is believed; else they are read.
 * @param progress called where they have to be read, which takes about a second
 */
export async function isWhole(folder: string, progress: (step: string) => void): Promise<boolean> {
  const manifest = readManifest(folder);
  if (manifest === undefined) return false;
  if (untouched(folder)) return true;
  progress('the image’s files were touched: reading whether they are still whole');
  for (const file of IMAGE_FILES) {
    if ((await sha256(join(folder, file)).catch(() => '')) !== manifest.files[file].sha256) return false;
  }
  stamp(folder, IMAGE_FILES);
  return true;
}

export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
