import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notebookName } from '../../../lib/src/lab/notebook-name.js';
import { ownerOf, takeOver } from '../../../lib/src/lab/owner.js';
import { checkout } from '../../../lib/src/paths.js';

describe('the owner of a lab', () => {
  let folder: string;
  const owner = { id: 'a', who: 'notebooks/mine/01-veth.ipynb', pid: 1, since: new Date() };
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netdive-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is who opened it last', () => {
    assert.equal(ownerOf(folder), undefined);
    takeOver(folder, owner);
    takeOver(folder, { ...owner, id: 'b' });
    assert.deepEqual(ownerOf(folder), { ...owner, id: 'b' });
  });

  it('can take a lab that has no folder yet, and the file is its own user’s only', () => {
    const lab = join(folder, 'lab');
    takeOver(lab, owner);
    assert.equal(statSync(join(lab, 'owner.json')).mode & 0o777, 0o600);
  });

  it('is nobody where the file is no such file', () => {
    for (const text of ['', '{', '[]', '{"id":1}', JSON.stringify({ ...owner, since: 'yesterday' })]) {
      writeFileSync(join(folder, 'owner.json'), text);
      assert.equal(ownerOf(folder), undefined, text);
    }
  });

  it('is called by its notebook’s path, in the checkout by the short one', () => {
    assert.equal(notebookName(join(checkout, 'notebooks/mine/01-veth.ipynb')), 'notebooks/mine/01-veth.ipynb');
    assert.equal(notebookName('/elsewhere/a.ipynb'), '/elsewhere/a.ipynb');
    assert.equal(notebookName('console-1'), 'console-1');
    assert.equal(notebookName(''), 'a program in a terminal');
  });
});
