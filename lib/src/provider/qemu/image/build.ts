import { chmod, copyFile, mkdir, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LabError } from '../../../errors.js';
import type { Progress } from '../../../progress.js';
import type { Image } from '../image.js';
import { buildFailure } from './build-failure.js';
import { workFolder } from './half-made.js';
import { writeManifest } from './manifest.js';
import { payload } from './payload.js';
import { imageSources, sourcesKey, stage } from './sources.js';
import { runTied } from './tied.js';

const SUITE = 'trixie';
const GIB = 2 ** 30;

/** Builds an image into a folder that is there. Nothing of it is of use unless this resolves. */
export async function buildImage(
  { layers }: Image,
  folder: string,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<void> {
  const work = workFolder(folder);
  await roomFor(dirname(work), 2.5);
  await roomFor(folder, 0.7);
  const sources = imageSources(layers);
  stage(sources, work);
  for (const layer of layers) {
    const made = await payload(layer, progress, signal);
    if (made !== undefined) await copyFile(made, join(work, 'layers', layer, 'payload.tar'));
  }
  const name = `building the machines’ image${layers.length > 0 ? ` with ${layers.join(', ')}` : ''}`;
  progress(`${name}: starting`);
  const builder = join(work, 'image.sh');
  const temporary = join(work, 'tmp');
  await mkdir(temporary);
  await chmod(temporary, 0o1777); // as /tmp: in a user namespace the builder is somebody else
  const { failed, log } = await runTied(
    ['/bin/bash', builder, folder, ...layers.map((layer) => join(work, 'layers', layer))],
    {
      env: { TMPDIR: temporary, LC_ALL: 'C.UTF-8' },
      signal,
      line: (text) => {
        const step = /^I: (?!running --)(.*?)\.*$/.exec(text)?.[1];
        if (step !== undefined) progress(`${name}: ${step.slice(0, 60)}`);
      },
    },
  );
  if (failed) throw buildFailure('The machines’ image', log);
  await writeManifest(folder, { key: sourcesKey(sources), layers: [...layers], suite: SUITE });
}

/** Throws a LabError where a folder's disk has too little room, before an hour's download finds out. */
async function roomFor(folder: string, gib: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / GIB;
  if (free >= gib) return;
  throw new LabError(
    `The disk of ${folder} has ${free.toFixed(1)} GB free, and building the machines’ image takes ${gib}.`,
    'Make room (`npx netdive image clean` removes old images), or let XDG_CACHE_HOME name a folder on a larger disk.',
  );
}
