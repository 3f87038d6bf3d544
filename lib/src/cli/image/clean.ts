import { cleanCache, type Removed } from '../../provider/qemu/image/clean.js';
import { megabytes } from '../megabytes.js';
import { steps } from '../steps.js';
import type { Verb } from '../verb.js';

export const clean: Verb = {
  name: 'clean',
  summary: 'remove images that nothing needs any more; what is in use stays',
  options: [['--all', 'also what is current: the next start builds it again']],
  async run(call) {
    let removed: Removed[] = [];
    await steps([
      {
        title: 'The cache of images',
        work: async (progress) => (removed = await cleanCache(call.options.all === true, progress)),
      },
    ]);
    for (const { what, bytes } of removed) process.stdout.write(`removed ${what} (${megabytes(bytes)})\n`);
    process.stdout.write(`${megabytes(removed.reduce((sum, { bytes }) => sum + bytes, 0))} freed\n`);
  },
};
