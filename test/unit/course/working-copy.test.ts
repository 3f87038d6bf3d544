import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellsToRun, codeOf } from '../../../lib/src/course/exercise.js';
import { readNotebook } from '../../../lib/src/course/notebook.js';
import { blankPredictions, restartChapter, workingCopy } from '../../../lib/src/course/working-copy.js';
import { code, markdown, writeNotebook } from '../../notebooks/make-notebook.js';

describe('a learner’s copy of a chapter', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'copy-'));
    writeNotebook(join(folder, '01-veth.ipynb'), [
      markdown('# Veth'),
      code("predict('ttl', 64);", undefined, [{ output_type: 'stream', name: 'stdout', text: 'x' }]),
      code('// your turn', undefined, [], { tags: ['exercise'], netdive: { exercise: 'a', hints: ['look'] } }),
      code('await node1.$`ip link`;', undefined, [], { tags: ['solution'], jupyter: { source_hidden: true } }),
    ]);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('has no outputs, no answers, and its solutions as folded text', async () => {
    const { path, fresh } = await workingCopy(folder, '01-veth');
    assert.ok(fresh);
    const [, prediction, , solution] = await readNotebook(path);
    assert.equal(prediction?.source, "predict('ttl', /* your answer */ undefined);");
    assert.deepEqual(prediction?.outputs, []);
    assert.equal(solution?.type, 'markdown');
    assert.match(solution?.source ?? '', /^<details>/);
    assert.equal(solution && codeOf(solution), 'await node1.$`ip link`;');
  });

  it('is never written over', async () => {
    const { path } = await workingCopy(folder, '01-veth');
    writeFileSync(path, 'mine');
    assert.deepEqual(await workingCopy(folder, '01-veth'), { path, fresh: false });
    assert.equal(readFileSync(path, 'utf8'), 'mine');
  });

  it('starts anew where one asks for it, and the old one is kept', async () => {
    const { path } = await workingCopy(folder, '01-veth');
    writeFileSync(path, 'mine');
    const { old, fresh } = await restartChapter(folder, '01-veth');
    assert.ok(fresh);
    assert.equal(readFileSync(old ?? '', 'utf8'), 'mine');
    await assert.rejects(restartChapter(folder, '02-none'), /There is no chapter 02-none/);
  });

  it('runs with its solutions too', async () => {
    const { path } = await workingCopy(folder, '01-veth');
    const indexes = (solve: boolean) => async (): Promise<number[]> =>
      cellsToRun(await readNotebook(path), solve).map(({ index }) => index);
    assert.deepEqual(await indexes(true)(), [1, 3]);
    assert.deepEqual(await indexes(false)(), [1, 2]);
  });
});

describe('blankPredictions', () => {
  it('takes out answers of every shape', () => {
    const blank = '/* your answer */ undefined';
    const pairs = [
      ["predict('a', 64);", `predict('a', ${blank});`],
      ["predict(\"it's\", 'a, (b)'); x(1)", `predict("it's", ${blank}); x(1)`],
      ["predict('a', ['x', f(1)]);\npredict('b',\n  { a: 1 });", `predict('a', ${blank});\npredict('b',\n  ${blank});`],
      ['predict(`a`, `b)`)', `predict(\`a\`, ${blank})`],
      ["outcome('a', ping.ttl);", "outcome('a', ping.ttl);"],
    ];
    for (const [before, after] of pairs) assert.equal(blankPredictions(before ?? ''), after);
  });
});
