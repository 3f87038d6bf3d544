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

/** A layer's own folder, and where it has a payload what payloads are built with. */
export function layerSources(layer: string): Source[] {
  const own = files(join('layers', layer));
  const tools = own.includes(payloadScript(layer)) ? files('payload') : [];
  return [...own, ...tools].map(read);
}

/** What makes a layer's payload, where it has one. */
export const payloadScript = (layer: string): string => join('layers', layer, 'payload.sh');

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

/** The files in a folder and below, sorted. */
function files(folder: string): string[] {
  return readdirSync(join(home, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(join(home, path)).isFile())
    .sort();
}

function read(path: string): Source {
  const file = join(home, path);
  return { path, mode: statSync(file).mode & 0o777, content: readFileSync(file) };
}
