import { packImages } from '../provider/qemu/image/pack.js';
import { writeBundle } from '../setup/bundle.js';
import { packNpm } from '../setup/npm-packages.js';
import { packWheels } from '../setup/python.js';
import { megabytes } from './megabytes.js';
import { setUp } from './setup.js';
import { steps } from './steps.js';
import type { Verb } from './verb.js';

export const bundle: Verb = {
  name: 'bundle',
  summary: 'write all that a computer without a network needs to one file: images, npm and Python packages',
  arguments: [['<file>', 'where to']],
  async run(call) {
    const [file] = call.args as [string];
    const { signal } = call;
    await setUp({ signal });
    let size = 0;
    await steps([
      {
        title: 'A bundle for computers without a network',
        work: async (progress) => {
          const pack = async (folder: string) => {
            await packImages(folder, progress);
            const python = await packWheels(`${folder}/wheels`, progress, signal);
            const registry = await packNpm(folder, progress, signal);
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
