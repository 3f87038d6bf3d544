import { rmSync } from 'node:fs';
import { takeImages, takeWarm, type Taken } from '../../provider/qemu/image/take.js';
import { openBundle } from '../../setup/bundle.js';
import { steps } from '../steps.js';
import type { Verb } from '../verb.js';

export const importImages: Verb = {
  name: 'import',
  summary: 'take the images out of a file that `image export` or `bundle` wrote',
  arguments: [['<file>', 'the file']],
  async run(call) {
    const [file] = call.args as [string];
    let taken: Taken[] = [];
    await steps([
      {
        title: 'The images',
        work: async (progress) => {
          progress('unpacking and checking');
          const { folder } = await openBundle(file, progress);
          try {
            call.signal.throwIfAborted();
            taken = await takeImages(folder, progress);
            for (const { layers } of taken) {
              await takeWarm(folder, layers, progress, call.signal);
            }
          } finally {
            rmSync(folder, { recursive: true, force: true });
          }
        },
      },
    ]);
    for (const { key, layers, was } of taken) {
      process.stdout.write(`${key} (${layers.join(' ') || 'base'}): ${was === 'new' ? 'imported' : 'was there'}\n`);
    }
  },
};
