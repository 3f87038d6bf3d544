import { rm } from 'node:fs/promises';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { cacheHome } from '../../../paths.js';
import type { Progress } from '../../../progress.js';
import { imagesHome } from '../image.js';
import { locked } from '../../lock.js';
import { warmHome } from '../warm.js';
import { clearAbandoned, halfMade } from './half-made.js';
import { bytesOf, inventory, names } from './inventory.js';
import { layers } from './layer.js';
import { payloadName, payloadsHome } from './payload.js';
import { processesNaming } from './processes.js';

/** Something that was removed from the cache. */
export interface Removed {
  readonly what: string;
  readonly bytes: number;
}

/**
 * Removes from the cache what no present source makes: old images, saved machines of old sets, what interrupted builders
 * left, unpacked bundles. What machines run on stays, and what another netdive works on.
 * @param all also what is current, where it is not in use: the next `up` builds it again
 */
export async function cleanCache(all: boolean, progress: Progress): Promise<Removed[]> {
  const removed: Removed[] = [];
  const offline = join(cacheHome(), 'offline');
  for (const home of [imagesHome(), warmHome(), payloadsHome(), offline]) {
    for (const folder of await clearAbandoned(home, progress)) removed.push({ what: folder, bytes: 0 });
  }
  const keep = all ? [] : (await inventory()).filter((row) => row.current);
  const payloads = all ? [] : layers().map(({ name }) => payloadName(name));
  const rows: readonly (readonly [home: string, lock: string, keep: readonly string[]])[] = [
    [imagesHome(), 'image', keep.map(({ key }) => key)],
    [warmHome(), 'warm', keep.flatMap(({ warm }) => warm ?? [])],
    [payloadsHome(), 'payload', payloads],
    [offline, 'offline', []],
  ];
  for (const [home, lock, kept] of rows) {
    for (const name of names(home).filter((one) => !kept.includes(one))) {
      await locked(`${lock}-${name.replace(/\.tar$/, '')}`, `another netdive works on ${name}`, progress, async () => {
        const path = join(home, name);
        if ((await processesNaming(path)).length > 0) return;
        progress(`removing ${path}`);
        const bytes = await bytesOf(path);
        // Out of the way in one step: nobody meets half of it.
        const away = await halfMade(home, 'removing', progress);
        renameSync(path, join(away, name));
        await rm(away, { recursive: true, force: true });
        removed.push({ what: path, bytes });
      });
    }
  }
  return removed;
}
