import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { link } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { LabError } from '../../../errors.js';
import type { Progress } from '../../../progress.js';
import { imagesHome, type Image } from '../image.js';
import { eachNode } from '../../nodes.js';
import { warmHome } from '../warm.js';
import { inventory } from './inventory.js';
import { IMAGE_FILES, isWhole } from './manifest.js';

/**
 * Lays images of the cache, all current ones where none are named, and the saved machines on them, into a bundle's folder: `images/KEY/...` and
 * `warm/SET/...`. Throws a LabError where there is no image, or one is damaged.
 * @param folder in the same file system as the cache: images are linked, not copied
 */
export async function packImages(folder: string, progress: Progress, images?: readonly Image[]): Promise<void> {
  const rows = (await inventory()).filter(
    ({ key, current }) => current && (images?.some((one) => one.key === key) ?? true),
  );
  if (rows.length === 0) throw new LabError('There is no image yet.', 'Build it: npx netdive image build');
  for (const { key, warm } of rows) {
    const image = join(imagesHome(), key);
    if (!(await isWhole(image, progress))) {
      throw new LabError(`The image ${key} is damaged.`, 'The next `npx netdive up` builds it anew.');
    }
    const to = join(folder, 'images', key);
    mkdirSync(to, { recursive: true });
    for (const file of [...IMAGE_FILES, 'manifest.json']) await link(join(image, file), join(to, file));
    if (warm === undefined) continue;
    progress('packing the saved machines');
    mkdirSync(join(folder, 'warm', warm), { recursive: true });
    await eachNode((node) =>
      pipeline(
        createReadStream(join(warmHome(), warm, `${node}.qcow2`)),
        createGzip({ level: 1 }),
        createWriteStream(join(folder, 'warm', warm, `${node}.qcow2.gz`)),
      ),
    );
  }
}
