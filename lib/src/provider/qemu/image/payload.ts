import { existsSync, rmSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { cacheHome } from '../../../paths.js';
import type { Progress } from '../../../progress.js';
import { locked } from '../../lock.js';
import { buildFailure } from './build-failure.js';
import { halfMade } from './half-made.js';
import { layerSources, payloadScript, sourcesKey, stage } from './sources.js';
import { runTied } from './tied.js';

export const payloadsHome = (): string => join(cacheHome(), 'payloads');

/** The file that a layer's payload is kept in: named by the hash of what makes it. */
export const payloadName = (layer: string): string => `${layer}-${sourcesKey(layerSources(layer))}.tar`;

/**
 * What a layer brings beside Debian's packages: a tar of what its `payload.sh OUT` leaves in OUT, to be unpacked at the
 * image's root. The script runs on this computer as the ordinary user, in a copy of the layer's folder that has one of
 * vagrant/payload beside it. The result is kept by the sources' hash, so that two sets of layers share it. Resolves to
 * undefined where there is no such script.
 */
export async function payload(layer: string, progress: Progress, signal?: AbortSignal): Promise<string | undefined> {
  const sources = layerSources(layer);
  if (!sources.some(({ path }) => path === payloadScript(layer))) return undefined;
  const home = payloadsHome();
  const key = `${layer}-${sourcesKey(sources)}`;
  const made = join(home, `${key}.tar`);
  if (existsSync(made)) return made;
  return locked(`payload-${key}`, `another netdive builds ${layer}`, progress, async () => {
    if (existsSync(made)) return made;
    const folder = await halfMade(home, 'building', progress);
    try {
      stage(sources, folder);
      const script = join(folder, payloadScript(layer));
      const out = join(folder, 'out');
      await mkdir(out);
      progress(`building ${layer}`);
      const { failed, log } = await runTied(['/bin/bash', script, out], {
        cwd: dirname(script),
        env: { NETDIVE_CACHE: cacheHome(), LC_ALL: 'C.UTF-8' },
        signal,
        line: (text) => progress(`building ${layer}: ${text.slice(0, 60)}`),
      });
      if (failed) throw buildFailure(`Layer ${layer}`, log);
      const tar = join(folder, 'payload.tar');
      await execa('tar', ['-cf', tar, '--owner=0', '--group=0', '--numeric-owner', '-C', out, '.']);
      await rename(tar, made);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return made;
  });
}
