import { ensureImage, image } from '../../provider/qemu/image.js';
import { layers } from '../../provider/qemu/image/layer.js';
import { steps } from '../steps.js';
import type { Verb } from '../verb.js';

export const build: Verb = {
  name: 'build',
  summary: 'build the image, with the layers named on top; nothing happens where it is there',
  arguments: [
    [
      '[layer...]',
      `what to put on top: ${layers()
        .map(({ name }) => name)
        .join(', ')}`,
    ],
  ],
  async run(call) {
    const wanted = image(call.args[0] as readonly string[]);
    const title = `The machines’ image${wanted.layers.length > 0 ? ` with ${wanted.layers.join(', ')}` : ''}`;
    await steps([{ title, work: (progress) => ensureImage(progress, call.signal, wanted.layers) }]);
  },
};
