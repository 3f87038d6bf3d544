import assert from 'node:assert/strict';
import { Sequence } from '../../../lib/src/course/sequence.js';

const cells = ['import; lab.open(1)', 'a', "lab.open('x', 2)", 'b', 'c', 'lab.open(3)', 'd'].map((source, index) => ({
  index: index * 10,
  source,
}));

describe('the sequence of cells on one lab', () => {
  let sequence: Sequence;
  /** The places of the cells that are run before one. */
  const before = (index: number, chapter = 'x'): string =>
    sequence
      .enter(chapter, cells, index)
      ?.map((cell) => cell.index / 10)
      .join(' ') ?? 'not run';

  beforeEach(() => (sequence = new Sequence()));

  it('begins a section at its lab.open, after its chapter’s first cell, and goes on from there', () => {
    assert.deepEqual([before(30), before(40), before(60)], ['0 2', '', '5']);
  });

  it('runs what was passed over, and what was run already by itself', () => {
    assert.deepEqual([before(0), before(40), before(30), before(40)], ['', '2 3', '', '']);
  });

  it('begins anew where another section or another chapter was on the machines meanwhile', () => {
    assert.deepEqual([before(30), before(60), before(30)], ['0 2', '5', '2']);
    assert.deepEqual([before(10, 'y'), before(30)], ['0', '0 2']);
  });

  it('begins anew after something failed', () => {
    before(30);
    sequence.lose();
    assert.equal(before(40), '0 2 3');
  });

  it('knows no cell that its chapter does not run', () => {
    assert.equal(before(15), 'not run');
  });
});
