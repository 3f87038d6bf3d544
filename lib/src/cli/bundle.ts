import { join } from 'node:path';
import { ensureImage, image } from '../provider/qemu/image.js';
import { packImages } from '../provider/qemu/image/pack.js';
import { writeBundle } from '../setup/bundle.js';
import { packNpm } from '../setup/npm-packages.js';
import { packWheels } from '../setup/python.js';
import { settled } from '../settled.js';
import { megabytes } from './megabytes.js';
import { setUp } from './setup.js';
import { steps } from './steps.js';
import type { Verb } from './verb.js';

export const bundle: Verb = {
  name: 'bundle',
  summary: 'write all that a computer without a network needs to one file: images, npm and Python packages',
  arguments: [
    ['<file>', 'where to'],
    ['[layer...]', 'also the image with these layers'],
  ],
  async run(call) {
    const [file, layers] = call.args as [string, readonly string[]];
    const { signal } = call;
    const images = [image(), ...(layers.length > 0 ? [image(layers)] : [])];
    await setUp({ signal });
    let size = 0;
    await steps([
      {
        title: 'A bundle for computers without a network',
        work: async (progress) => {
          const pack = async (folder: string) => {
            for (const one of images) await ensureImage(progress, signal, one.layers);
            // The processor packs while the network fetches.
            const [python, registry] = await settled([
              packWheels(join(folder, 'wheels'), progress, signal),
              packNpm(folder, progress, signal),
              packImages(folder, progress, images),
            ]);
            return { platform: `${process.platform}-${process.arch}`, registry, python };
          };
          size = await writeBundle(file, pack, progress, signal);
        },
      },
    ]);
    process.stdout.write(
      `${file}: ${megabytes(size)}. On the other computer, in a clone: npm start -- --offline ${file}\n`,
    );
  },
};
