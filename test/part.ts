// One part of the tests, in a process of its own: what a test leaves going ends with its part, and disturbs no other one.
// Started by test/main.ts, which is told what came of it; ends when main.ts has ended.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';

/** What came of an outermost suite, whose tests stand on one another. */
export interface Outcome {
  /** Below `test`. */
  readonly file: string;
  readonly suite: string;
  readonly passed: number;
  readonly skipped: number;
  /** The titles of the tests and hooks that failed. */
  readonly failed: readonly string[];
}

process.on('disconnect', () => process.exit(1));

const here = fileURLToPath(new URL('.', import.meta.url));
// A part's folder, or one file and one suite of it.
const [what = '', only] = process.argv.slice(2);
const mocha = new Mocha({ reporter: 'spec', timeout: 10_000, slow: 5_000 });
for (const file of what.endsWith('.ts') ? [what] : testsIn(what)) mocha.addFile(join(here, file));
await mocha.loadFilesAsync();
if (only !== undefined) mocha.suite.suites = mocha.suite.suites.filter(({ title }) => title === only);

const ended: { readonly test: Mocha.Runnable; readonly how: 'passed' | 'skipped' | 'failed' }[] = [];
await new Promise((resolve) => {
  mocha
    .run(resolve)
    .on('pass', (test) => ended.push({ test, how: 'passed' }))
    .on('pending', (test) => ended.push({ test, how: 'skipped' }))
    .on('fail', (test) => ended.push({ test, how: 'failed' }));
});
const outcomes: Outcome[] = mocha.suite.suites.map((suite) => {
  const own = ended.filter(({ test }) => within(test, suite));
  const count = (wanted: string): number => own.filter(({ how }) => how === wanted).length;
  const failed = own.filter(({ how }) => how === 'failed').map(({ test }) => test.fullTitle());
  const file = (suite.file ?? '').slice(here.length);
  return { file, suite: suite.title, passed: count('passed'), skipped: count('skipped'), failed };
});
process.send!(outcomes, () => process.exit(0));

function within({ parent }: Mocha.Runnable, suite: Mocha.Suite): boolean {
  for (let at = parent; at !== undefined; at = at.parent) if (at === suite) return true;
  return false;
}

function testsIn(part: string): string[] {
  return readdirSync(join(here, part), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => join(part, file));
}
