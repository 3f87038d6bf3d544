import { packImages } from '../../provider/qemu/image/pack.js';
import { writeBundle } from '../../setup/bundle.js';
import { megabytes } from '../megabytes.js';
import { steps } from '../steps.js';
import type { Verb } from '../verb.js';

export const exportImages: Verb = {
  name: 'export',
  summary: 'write the images that are built to one file, for another computer',
  arguments: [['<file>', 'where to']],
  async run(call) {
    const [file] = call.args as [string];
    let size = 0;
    await steps([
      {
        title: 'The images, as one file',
        work: async (progress) => {
          const pack = async (folder: string): Promise<object> => (await packImages(folder, progress), {});
          size = await writeBundle(file, pack, progress, call.signal);
        },
      },
    ]);
    process.stdout.write(`${file}: ${megabytes(size)}. On the other computer: npx netdive image import ${file}\n`);
  },
};
