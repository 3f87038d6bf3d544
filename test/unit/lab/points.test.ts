import assert from 'node:assert/strict';
import { readNotebook } from '../../../lib/src/course/notebook.js';
import { chapter, chapters } from '../../../lib/src/lab/chapters.js';
import { hashOf, lineage, told, type Point } from '../../../lib/src/lab/points/point.js';
import { pointCheckpoints, wayTo } from '../../../lib/src/lab/points/points.js';
import { checkpointName } from '../../../lib/src/provider/checkpoint-name.js';

const point = (name: string, run: string, from?: string): Point => ({
  name,
  what: 'something.',
  ...(from !== undefined && { from }),
  steps: [{ on: 'node1', run }],
});

describe('a prepared point', () => {
  it('is reached from clean machines by way of those that it goes on from', () => {
    assert.deepEqual(
      wayTo('veth', 'routed').map(({ name }) => name),
      ['wired', 'routed'],
    );
  });

  it('that there is not is told with those that there are', () => {
    assert.throws(() => wayTo('veth', 'wierd'), /chapter veth has no point called "wierd"\.\nIt has wired, routed\./);
    for (const name of ['constructor', 'toString']) assert.throws(() => wayTo(name, 'x'), /It has none/);
  });

  it('is another one when what makes it has changed, or what it goes on from, and not when its words have', () => {
    const points = [point('a', 'one'), point('b', 'two', 'a')];
    const hash = (all: readonly Point[]): string => hashOf(lineage(all, 'b'));
    assert.equal(hash(points), hash([{ ...points[0]!, what: 'Said better.' }, points[1]!]));
    assert.notEqual(hash(points), hash([point('a', 'other'), points[1]!]));
    assert.notEqual(hash(points), hash([points[0]!, point('b', 'two')]));
    assert.notEqual(hash(points), hash([points[0]!, { ...points[1]!, steps: [{ on: 'node2', run: 'two' }] }]));
  });

  it('does not tell the learner what they are to find out', () => {
    const typed = told(wayTo('bridge', 'cut-off')).map(({ run }) => run);
    assert.match(typed.join(), /ip link add br0/);
    assert.doesNotMatch(typed.join(), /veth-green nomaster/);
    assert.equal(told([{ ...point('a', 'one'), secret: true }]).length, 0);
  });

  it('never goes on from itself, nor in a circle', () => {
    const points = [point('a', 'one', 'b'), point('b', 'two', 'a')];
    assert.deepEqual(
      lineage(points, 'b').map(({ name }) => name),
      ['a', 'b'],
    );
  });

  it('is kept under a name that providers take, each under its own, for a chapter that there is', () => {
    const names = [...pointCheckpoints()];
    assert.ok(names.length >= 2);
    for (const name of names) {
      assert.equal(checkpointName(name), name);
      assert.doesNotThrow(() => chapter(name.split('/')[1]!));
    }
  });

  it('is there for every section that begins at one, of the chapter that the section is in', async () => {
    for (const { name, notebook } of chapters()) {
      const code = (await readNotebook(notebook)).map(({ source }) => source).join('\n');
      const opened = [...code.matchAll(/\blab\.open\('([^']*)'(?:, \{ at: '([^']*)' \})?\)/g)];
      assert.equal(opened.length, [...code.matchAll(/\blab\.open\(/g)].length, `${name}: each lab.open can be read`);
      for (const [cell, own, at] of opened) {
        assert.equal(own, name, cell);
        if (at !== undefined) assert.doesNotThrow(() => wayTo(name, at), cell);
      }
    }
  });
});
