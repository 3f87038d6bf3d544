import assert from 'node:assert/strict';
import { join } from 'node:path';
import { chapters } from '../../lib/src/lab/chapters.js';
import { checkWithTsc, checkWithTslab } from './cell-types.js';
import { code, writeNotebook } from './make-notebook.js';
import { makeFolder, removeFolder } from './session.js';

describe('the types of cells', function () {
  this.timeout(30_000 + chapters().length * 15_000); // a chapter takes 2 s where nothing else runs
  let folder: string;
  let wrong: string;

  before(() => {
    folder = makeFolder();
    wrong = join(folder, '99-wrong.ipynb');
    writeNotebook(wrong, [
      code(`import { show } from 'netdive';\nconst n: number = 1;`),
      code(`const n: string = 'again';\nshow(n);`),
      code(`show(1 + 1,\n  'two');`),
      code('await (n);'),
      code('nonsense', undefined, [], { tags: ['exercise'] }),
    ]);
  });

  after(() => removeFolder(folder));

  it('are right in every chapter, by the project’s compiler and by the kernel’s', async () => {
    const notebooks = chapters().map(({ notebook }) => notebook);
    assert.deepEqual(await checkWithTsc(notebooks), []);
    assert.deepEqual(await checkWithTslab(notebooks), []);
  });

  it('are told with cell and line by the project’s compiler', async () => {
    const messages = await checkWithTsc([wrong]);
    assert.deepEqual(
      messages.map(({ cell, line }) => [cell, line]),
      [[2, 1]],
    );
    assert.match(messages[0]?.message ?? '', /'number' is not assignable to parameter of type 'Thing'/);
  });

  it('are told by the kernel’s compiler, with an await that it does not see', async () => {
    const messages = await checkWithTslab([wrong]);
    assert.deepEqual(
      messages.map(({ cell }) => cell),
      [2, 3],
    );
    assert.match(messages[1]?.message ?? '', /await that tslab does not see/);
  });
});
