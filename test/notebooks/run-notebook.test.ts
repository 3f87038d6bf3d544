import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNotebook } from '../../lib/src/course/run-notebook.js';
import { code, markdown, writeNotebook } from './make-notebook.js';
import { makeFolder, removeFolder, venv } from './session.js';

const imports = `import { check } from 'netdive/dist/course/check.js';
import { predict, outcome } from 'netdive/dist/course/predict.js';
import { pending } from 'netdive/dist/kernel/pending.js';`;

describe('a run of a notebook', function () {
  this.timeout(60_000);
  let folder: string;
  let path: string;

  before(() => {
    folder = makeFolder();
    path = join(folder, '01-test.ipynb');
  });

  after(() => removeFolder(folder));

  it('gives each cell its own status, also after an error, and lists the verdicts', async () => {
    writeNotebook(path, [
      markdown('# A test'),
      code(imports),
      code(`check('one is one', () => 1 === 1); check('one is two', () => 1 === (2 as number), 'count');`),
      code(`throw new Error('on purpose')`, undefined, [], { tags: ['raises-exception'] }),
      code(`undefined_name`),
      code(`predict('ttl', '64'); outcome('ttl', 64); console.log('still here')`),
      code(''),
    ]);
    const seen: string[] = [];
    const run = await runNotebook(path, {
      venv,
      onCell: (index, cell) => seen.push(`${index} ${cell?.status ?? '...'}`),
    });
    assert.deepEqual(seen, ['1 ...', '1 ok', '2 ...', '2 ok', '3 ...', '3 error', '4 ...', '4 error', '5 ...', '5 ok']);
    assert.equal(run.passed, 2);
    assert.equal(run.failed, 1);
    assert.equal(run.errors, 1, 'the cell that was meant to fail does not count');
    assert.equal(run.ok, false);
    assert.deepEqual(run.cells[1]?.verdicts[1], { kind: 'check', claim: 'one is two', holds: false, hint: 'count' });
    assert.equal(run.cells[4]?.verdicts[0]?.claim, 'ttl: 64');
    assert.equal(run.cells[2]?.error, `Error: on purpose\nline 1:  throw new Error('on purpose')\n${' '.repeat(15)}^`);
    assert.match(run.cells[3]?.error ?? '', /Cannot find name 'undefined_name'/);
  });

  it('keeps no output that was there only while its cell ran', async () => {
    writeNotebook(path, [
      code(`import { liveOutput } from 'netdive/dist/lab/live-output.js';`),
      code(`const live = liveOutput();
        live.onOutput('stdout', 'passing');
        await new Promise((resolve) => setTimeout(resolve, 1200));
        live.done();
        console.log('kept');`),
    ]);
    assert.equal((await runNotebook(path, { venv, write: true })).ok, true);
    const { cells } = JSON.parse(readFileSync(path, 'utf8')) as { cells: { outputs: { text?: string[] }[] }[] };
    assert.deepEqual(
      cells[1]?.outputs.map(({ text }) => text),
      [['kept\n']],
    );
  });

  it('runs either the exercises or their solutions; an exercise that is not solved is open, and no fault', async () => {
    writeNotebook(path, [
      code(imports),
      code('const n: number = 0;', undefined, [], { tags: ['exercise'], netdive: { exercise: 'one' } }),
      code('const n: number = 1;', undefined, [], { tags: ['solution'] }),
      code(`check('n is one', () => n === 1);`),
    ]);
    const { failed, open, ok } = await runNotebook(path, { venv });
    assert.deepEqual([failed, open, ok], [1, 1, true]);
    const solved = await runNotebook(path, { venv, solve: true });
    assert.deepEqual([solved.passed, solved.ok, solved.cells.map(({ index }) => index)], [1, true, [0, 2, 3]]);
  });

  it('keeps the outputs where one asks for it, the same each time', async () => {
    writeNotebook(path, [code(`console.log('a'); console.log('b')`), code('1 + 1')]);
    await runNotebook(path, { venv, write: true });
    const once = readFileSync(path, 'utf8');
    await runNotebook(path, { venv, write: true });
    assert.equal(readFileSync(path, 'utf8'), once);
    const [first, second] = (
      JSON.parse(once) as { cells: { outputs: { text: string[] }[]; execution_count: number }[] }
    ).cells;
    assert.deepEqual(first?.outputs[0]?.text, ['a\n', 'b\n']);
    assert.equal(second?.execution_count, 2);
    assert.doesNotMatch(once, /iopub|"execution":/);
  });

  it('interrupts a cell that takes too long, and goes on', async () => {
    writeNotebook(path, [code('await new Promise(() => {});'), code(`console.log('on')`)]);
    const run = await runNotebook(path, { venv, timeoutMs: 1000 });
    assert.deepEqual(
      run.cells.map(({ status }) => status),
      ['error', 'ok'],
    );
    assert.match(run.cells[0]?.error ?? '', /took longer than 1 seconds/);
  });

  it('cuts an output without end', async () => {
    writeNotebook(path, [
      code(`while (true) { console.log('x'.repeat(100_000)); await new Promise(r => setImmediate(r)); }`),
    ]);
    const run = await runNotebook(path, { venv, timeoutMs: 30_000 });
    assert.equal(run.cells[0]?.status, 'error');
    assert.match(run.cells[0]?.error ?? '', /too long/);
  });

  it('says so when the kernel dies, and calls the rest aborted', async () => {
    writeNotebook(path, [code('1'), code('process.exit(1)'), code('2')]);
    const run = await runNotebook(path, { venv });
    assert.deepEqual(
      run.cells.map(({ status }) => status),
      ['ok', 'aborted', 'aborted'],
    );
    assert.match(run.cells[1]?.error ?? '', /kernel died/);
  });

  it('leaves no kernel behind when it is stopped', async () => {
    writeNotebook(path, [
      code(
        `require('fs').writeFileSync('pid', String(process.pid)); await new Promise(() => setInterval(() => {}, 1000));`,
      ),
    ]);
    const stop = new AbortController();
    const run = runNotebook(path, { venv, signal: stop.signal });
    const file = join(folder, 'pid');
    while (!existsSync(file) || readFileSync(file, 'utf8') === '')
      await new Promise((resolve) => setTimeout(resolve, 20));
    stop.abort();
    await assert.rejects(run, { name: 'AbortError' });
    assert.throws(() => process.kill(Number(readFileSync(file, 'utf8')), 0), { code: 'ESRCH' });
  });

  it('refuses what is no notebook', async () => {
    writeFileSync(path, '{"cells": 1}');
    await assert.rejects(runNotebook(path, { venv }), /is not a Jupyter notebook/);
    await assert.rejects(runNotebook(join(folder, 'none.ipynb'), { venv }), /There is no notebook/);
    writeNotebook(path, [code('1')]);
    await assert.rejects(runNotebook(path, { venv, kernel: 'nothing' }), /could not be run.*NoSuchKernel/s);
  });
});
