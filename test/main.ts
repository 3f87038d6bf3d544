// The tests, part by part: `npm test` runs all of them, `node --import tsx test/main.ts unit ssh` some.
// Prints what each part took and a last line `N passed, N failed`; what was skipped stands above it.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './part.js';
import { told } from './told.js';
import { besideLibvirt, whyNotBesideLibvirt } from './vagrant/beside-libvirt.js';

/** From the quickest to the slowest; what a part stands on comes before it. */
const parts = ['unit', 'house', 'ssh', 'lab', 'notebooks', 'browser', 'vagrant'];
/** The parts whose tests use emulated machines, or limits of time: a busy computer can disturb them. */
const disturbed = ['ssh', 'lab', 'notebooks', 'browser', 'vagrant'];
/** With more than so many suites that fail, nothing was disturbed: something is wrong. */
const MOST_AGAIN = 3;

/** A part that this computer cannot run. */
const SKIPPED: Outcome = { file: '', suite: '', passed: 0, skipped: 1, failed: [] };

interface Row {
  readonly part: string;
  readonly outcomes: readonly Outcome[];
  readonly minutes: number;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !parts.includes(part));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts: ${parts.join(', ')}.`);
  process.exit(2);
}

const rows: Row[] = [];
const disturbances: string[] = [];
for (const part of parts.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n=== ${part} ===`);
  const started = performance.now();
  const unable = part === 'vagrant' ? await whyNotBesideLibvirt() : undefined;
  if (unable !== undefined) console.log(`skipped: ${unable}`);
  const first = unable === undefined ? await run(part) : [SKIPPED];
  const outcomes = disturbed.includes(part) ? await again(first) : first;
  rows.push({ part, outcomes, minutes: (performance.now() - started) / 60_000 });
}

console.log('');
for (const title of disturbances) console.log(`held only when it was run once more, alone: ${title}`);
for (const { part, outcomes, minutes } of rows) {
  const { passed, failed, skipped } = sum(outcomes);
  console.log(`${part.padEnd(10)} ${minutes.toFixed(1)} min: ${passed} passed, ${failed} failed, ${skipped} skipped`);
}
const { passed, failed, skipped } = sum(rows.flatMap(({ outcomes }) => outcomes));
if (skipped > 0) console.log(`${skipped} skipped; why stands where they would have run`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function sum(outcomes: readonly Outcome[]): { passed: number; failed: number; skipped: number } {
  const total = (count: (outcome: Outcome) => number): number => outcomes.map(count).reduce((a, b) => a + b, 0);
  return {
    passed: total((outcome) => outcome.passed),
    failed: total((outcome) => outcome.failed.length),
    skipped: total((outcome) => outcome.skipped),
  };
}

/**
 * Runs the suites that failed once more. A machine that is emulated on a busy computer may stand still for seconds, and a
 * test then sees that, not what it is about. What fails twice has failed; what held the second time is told at the end.
 */
async function again(first: readonly Outcome[]): Promise<readonly Outcome[]> {
  const broken = first.filter(({ failed }) => failed.length > 0);
  if (broken.length > MOST_AGAIN) return first;
  const outcomes = [...first];
  for (const one of broken.filter(({ file }) => file !== '')) {
    console.log(`\n--- once more, alone: ${one.suite} ---`);
    const second = await run(one.file, one.suite);
    if (sum(second).failed === 0) disturbances.push(...one.failed);
    outcomes.splice(outcomes.indexOf(one), 1, ...second);
  }
  return outcomes;
}

/** Runs a part, or one suite of a file. One that ends without telling what came of it counts as a failure. */
async function run(...what: [part: string] | [file: string, suite: string]): Promise<readonly Outcome[]> {
  const file = fileURLToPath(new URL('part.ts', import.meta.url));
  const child = what[0].startsWith('vagrant') ? besideLibvirt(file, what) : fork(file, what);
  const { message: outcomes, ended } = await told<readonly Outcome[]>(child);
  if (outcomes !== undefined) return outcomes;
  const early = `${what.join(': ')} ended before its tests did (${ended}).`;
  console.log(early);
  return [{ file: '', suite: '', passed: 0, skipped: 0, failed: [early] }];
}
