import { table } from 'table';
import { inventory, type ImageRow } from '../../provider/qemu/image/inventory.js';
import { megabytes } from '../megabytes.js';
import { JSON_OPTION, type Verb } from '../verb.js';

export const list: Verb = {
  name: 'list',
  summary: 'the images that are built, and who uses them',
  options: [JSON_OPTION],
  async run(call) {
    const rows = await inventory();
    if (call.options.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
    else if (rows.length === 0) process.stdout.write('No image is built yet. Build it: npx netdive image build\n');
    else process.stdout.write(text(rows));
  },
};

const text = (rows: readonly ImageRow[]): string =>
  table(
    [
      ['image', 'layers', 'size', 'made', 'state', 'saved machines', 'labs'],
      ...rows.map(({ key, layers, bytes, made, current, warm, labs, running }) => [
        key,
        layers.join(' ') || '(base)',
        megabytes(bytes),
        made.slice(0, 16).replace('T', ' '),
        `${current ? 'current' : 'outdated'}${running ? ', in use' : ''}`,
        warm ?? '-',
        labs.join(' ') || '-',
      ]),
    ],
    {
      drawHorizontalLine: () => false,
      drawVerticalLine: () => false,
      columnDefault: { paddingLeft: 0, paddingRight: 2 },
    },
  );
