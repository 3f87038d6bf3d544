import { ensureImage, image } from '../../provider/qemu/image.js';
import { layers } from '../../provider/qemu/image/layer.js';
import { boxName, writeBox } from '../../provider/vagrant/box.js';
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
  options: [['--box <file>', 'also write it as a Vagrant box for libvirt']],
  async run(call) {
    const wanted = image(call.args[0] as readonly string[]);
    const title = `The machines’ image${wanted.layers.length > 0 ? ` with ${wanted.layers.join(', ')}` : ''}`;
    await steps([{ title, work: (progress) => ensureImage(progress, call.signal, wanted.layers) }]);
    const box = call.options.box as string | undefined;
    if (box === undefined) return;
    const name = boxName(wanted.layers);
    await steps([{ title: `The box ${box}`, work: (progress) => writeBox(box, wanted.layers, progress, call.signal) }]);
    process.stdout.write(
      `${box}: vagrant box add --name ${name} ${box}, then BOX=${name} vagrant up in the folder vagrant\n`,
    );
  },
};
