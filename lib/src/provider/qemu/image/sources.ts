import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout } from '../../../paths.js';

/** A file that an image is made from, as it was when it was read. */
export interface Source {
  /** Relative to the folder `vagrant`. */
  readonly path: string;
  readonly mode: number;
  readonly content: Buffer;
}

const home = join(checkout, 'vagrant');

/** What the base image is made from, and each of its layers. */
export const imageSources = (layers: readonly string[]): Source[] => [
  ...['image.sh', 'packages.list', 'provision.sh'].map(read),
  ...layers.flatMap(layerSources),
];

export function layerSources(layer: string): Source[] {
  const folder = join('layers', layer);
  return readdirSync(join(home, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(join(home, path)).isFile())
    .sort()
    .map(read);
}

/** Names sources by their content: twelve hexadecimal digits. */
export function sourcesKey(sources: readonly Source[]): string {
  const hash = createHash('sha256');
  for (const { path, content } of sources) hash.update(`${path}\0${content.length}\0`).update(content);
  return hash.digest('hex').slice(0, 12);
}

/** Writes sources down elsewhere: a build works on what its key was made from, whatever is edited meanwhile. */
export function stage(sources: readonly Source[], folder: string): void {
  for (const { path, mode, content } of sources) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode });
  }
}

function read(path: string): Source {
  const file = join(home, path);
  return { path, mode: statSync(file).mode & 0o777, content: readFileSync(file) };
}
