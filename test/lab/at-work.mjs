// A program that works on a lab and that a test kills in the middle of it: node at-work.mjs LAB METHOD [NAME].
// Says `begin` when it begins and `end` when it has ended.
import { QemuProvider } from '../../lib/dist/provider/qemu/qemu.js';

const [lab, method, ...args] = process.argv.slice(2);
const provider = new QemuProvider(lab);
console.log('begin');
try {
  await provider[method](...(args.length > 0 ? args : [() => undefined]));
  console.log('end');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
