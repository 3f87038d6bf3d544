// `npm run bench`: where the time goes, each figure beside its alternative from the same run. With --json a row a line.
// Run it alone: it measures the machine that it runs on.
import { table } from '../../lib/src/view/table.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { capacity } from './capacity.js';
import { decoding } from './decoding.js';
import { machines } from './machines.js';
import { page } from './page.js';
import type { Row } from './row.js';
import { slides } from './slides.js';
import { transport } from './transport.js';
import { vagrant } from './vagrant.js';

const provider = new QemuProvider('bench');
const rows: Row[] = [];
try {
  rows.push(...(await decoding()), ...(await slides()));
  await provider.up((step) => console.error(step));
  for (const measure of [transport, machines, page, capacity]) rows.push(...(await measure(provider)));
} finally {
  await provider.down();
}
rows.push(...(await vagrant()));

if (process.argv.includes('--json')) for (const row of rows) console.log(JSON.stringify(row));
else console.log(table(rows.map(readable)).text);
process.exitCode = rows.every((row) => row.met) ? 0 : 1;

function readable({ name, ours, other, against, unit, ratio, goal, met }: Row): object {
  const digits = { ms: 1, s: 2, MB: 0 }[unit];
  return {
    what: name,
    ours: `${ours.toFixed(digits)} ${unit}`,
    against: `${other.toFixed(digits)} ${unit}, ${against}`,
    ratio: ratio.toPrecision(2),
    goal,
    met: met ? 'yes' : 'NO',
  };
}
