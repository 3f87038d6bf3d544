import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNotebook } from '../../lib/src/course/notebook.js';
import { runNotebook } from '../../lib/src/course/run-notebook.js';
import { code, writeNotebook } from './make-notebook.js';
import { makeFolder, removeFolder, venv } from './session.js';

interface Kept {
  readonly files: Record<string, string>;
  readonly cells: Record<string, unknown>;
}

describe('what the compiler made of the cells of a notebook', function () {
  this.timeout(60_000);
  let folder: string;
  let path: string;
  let file: string;

  before(() => {
    folder = makeFolder();
    path = join(folder, '01-test.ipynb');
    file = join(folder, 'kept', 'cells.json');
  });
  after(() => removeFolder(folder));

  const kept = (): Kept => JSON.parse(readFileSync(file, 'utf8')) as Kept;
  const keep = (change: (text: string) => string): void => writeFileSync(file, change(readFileSync(file, 'utf8')));

  const marked = (text: string): string => text.replaceAll('console.log(', "console.log('kept', ");

  /** Runs the cells; gives what each one printed. */
  const run = async (...sources: readonly string[]): Promise<string[]> => {
    writeNotebook(
      path,
      sources.map((source) => code(source)),
    );
    await runNotebook(path, { venv, env: { NETDIVE_CELLS: file }, write: true });
    const cells = await readNotebook(path);
    return cells.map(({ outputs }) =>
      (outputs as { text?: string | string[] }[]).map(({ text }) => [text].flat().join('')).join(''),
    );
  };
  const first = 'const greeting: string = await Promise.resolve("hello");';

  it('is kept for its next run, but not of a cell with a fault', async () => {
    const printed = await run(first, 'console.log(greeting)', 'greeting.nothing()', '40 + 2');
    assert.deepEqual([printed[1], printed[3]], ['hello\n', '42\n']);
    assert.match(printed[2]!, /Property 'nothing' does not exist/);
    assert.equal(Object.keys(kept().cells).length, 3);
    assert.ok(Object.keys(kept().files).some((name) => name.endsWith('lib.es2022.d.ts')));
  });

  it('runs in its place then', async () => {
    keep(marked);
    assert.deepEqual(await run(first, 'console.log(greeting)', '40 + 2'), ['', 'kept hello\n', '42\n']);
  });

  it('is made anew where the cell, or what was declared before it, is another', async () => {
    const printed = await run(first.replace('string', 'unknown'), 'console.log(greeting)', '40 + 3');
    assert.deepEqual(printed, ['', 'hello\n', '43\n']);
  });

  it('is made anew where the compiler would read something else, or the file is none of ours', async () => {
    await run(first, 'console.log(greeting)');
    const fits = readFileSync(file, 'utf8');
    for (const spoil of [
      (text: string) => text.replace(Object.values(kept().files)[3]!, 'x'),
      (text: string) => text.replace(`"on":"${process.version}`, '"on":"v1.0.0'),
      (text: string) => text.slice(0, -9),
    ]) {
      writeFileSync(file, spoil(marked(fits)));
      assert.deepEqual(await run(first, 'console.log(greeting)'), ['', 'hello\n']);
    }
  });

  it('is not kept where it stands on a file beside the notebook', async () => {
    const before = readFileSync(file, 'utf8');
    const printed = await run(
      '/** @module beside */\nexport const three = 3;',
      "import { three } from './beside';\nthree",
    );
    assert.equal(printed[1], '3\n');
    assert.equal(readFileSync(file, 'utf8'), before);
  });
});
