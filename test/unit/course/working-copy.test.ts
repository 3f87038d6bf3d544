import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellsToRun, codeOf } from '../../../lib/src/course/exercise.js';
import { readNotebook } from '../../../lib/src/course/notebook.js';
import { restartChapter, workingCopy } from '../../../lib/src/course/working-copy.js';
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
    assert.deepEqual(await workingCopy(folder, '01-veth'), { path, fresh: false, outdated: false });
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

  it('is left as it is when nothing but outputs has changed in the chapter, and told apart from a newer text', async () => {
    const changed = async (text: string): Promise<boolean> => {
      const outputs = [{ output_type: 'stream', name: 'stdout', text: 'y' }];
      writeNotebook(join(folder, '01-veth.ipynb'), [markdown(text), code("predict('ttl', 64);", undefined, outputs)]);
      return (await workingCopy(folder, '01-veth')).outdated;
    };
    await changed('# Veth'); // makes the copy
    assert.equal(await changed('# Veth'), false);
    const { path } = await workingCopy(folder, '01-veth');
    const mine = readFileSync(path, 'utf8').replace('"# Veth"', '"# My veth"');
    writeFileSync(path, mine);
    assert.equal(await changed('# Veth'), false);
    assert.equal(await changed('# Veth, second edition'), true);
    assert.equal(readFileSync(path, 'utf8'), mine);
    assert.equal((await restartChapter(folder, '01-veth')).outdated, false);
    assert.equal(await changed('# Veth, second edition'), false);
  });

  it('is not moved away when the chapter cannot be read', async () => {
    const { path } = await workingCopy(folder, '01-veth');
    writeFileSync(join(folder, '01-veth.ipynb'), 'damaged');
    await assert.rejects(restartChapter(folder, '01-veth'), /not a Jupyter notebook/);
    assert.ok(existsSync(path));
  });

  it('runs with its solutions too', async () => {
    const { path } = await workingCopy(folder, '01-veth');
    const indexes = (solve: boolean) => async (): Promise<number[]> =>
      cellsToRun(await readNotebook(path), solve).map(({ index }) => index);
    assert.deepEqual(await indexes(true)(), [1, 3]);
    assert.deepEqual(await indexes(false)(), [1, 2]);
  });
});
