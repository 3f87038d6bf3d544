// The tests, part by part: `npm test` runs all of them, `node --import tsx test/main.ts unit ssh` some.
// Prints what each part took and a last line `N passed, N failed, N skipped`.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';

const here = fileURLToPath(new URL('.', import.meta.url));

/** From the quickest to the slowest; what a part stands on comes before it. */
const parts = ['unit', 'house', 'ssh', 'lab', 'notebooks', 'browser'];

interface Count {
  readonly part: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly minutes: number;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !parts.includes(part));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts: ${parts.join(', ')}.`);
  process.exit(2);
}

const counts: Count[] = [];
for (const part of parts.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n=== ${part} ===`);
  counts.push(await run(part));
}

const sum = (key: 'passed' | 'failed' | 'skipped'): number => counts.reduce((total, count) => total + count[key], 0);
console.log('');
for (const { part, passed, failed, skipped, minutes } of counts) {
  console.log(`${part.padEnd(10)} ${minutes.toFixed(1)} min: ${passed} passed, ${failed} failed, ${skipped} skipped`);
}
console.log(
  `${sum('passed')} passed, ${sum('failed')} failed${sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''}`,
);
process.exit(sum('failed') === 0 && sum('passed') > 0 ? 0 : 1);

async function run(part: string): Promise<Count> {
  const started = performance.now();
  const mocha = new Mocha({ reporter: 'spec', timeout: 10_000, slow: 5_000 });
  const folder = join(here, part);
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.test.ts')) mocha.addFile(join(folder, file));
  }
  await mocha.loadFilesAsync();
  const { passes, failures, pending } = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats!));
  });
  return { part, passed: passes, failed: failures, skipped: pending, minutes: (performance.now() - started) / 60_000 };
}
