import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chapter, chapters, layersOf } from '../../../lib/src/lab/chapters.js';

describe('a chapter', () => {
  it('is found by its name, its number and its file', () => {
    for (const wanted of ['veth', '01', '01-veth', 'notebooks/01-veth.ipynb']) {
      assert.equal(chapter(wanted).name, 'veth');
    }
  });

  it('that there is not is told with those that there are', () => {
    for (const wanted of ['vteh', '', '99', '../01-veth/x', 'constructor']) {
      assert.throws(() => chapter(wanted), /There is no chapter called .*\nThere (is|are): .*veth/);
    }
  });

  it('has a number of its own, and they are in order', () => {
    const numbers = chapters().map(({ number }) => number);
    assert.deepEqual(numbers, [...new Set(numbers)].sort());
  });
});

describe('a chapter’s layers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netdive-'));
  const notebook = join(folder, '01-x.ipynb');
  after(() => rmSync(folder, { recursive: true }));

  it('are what its notebook’s metadata name, and none where it names none', () => {
    for (const [metadata, layers] of [
      [{}, []],
      [{ netdive: {} }, []],
      [{ netdive: { layers: ['flannel'] }, kernelspec: {} }, ['flannel']],
    ] as const) {
      writeFileSync(notebook, JSON.stringify({ metadata, cells: [] }));
      assert.deepEqual(layersOf({ number: '01', name: 'x', notebook }), layers);
    }
  });
});
