import assert from 'node:assert/strict';
import { chapter, chapters } from '../../../lib/src/lab/chapters.js';

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
