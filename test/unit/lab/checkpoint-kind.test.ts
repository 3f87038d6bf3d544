import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cellName,
  checkpointRow,
  givenName,
  isLeftOver,
  pointName,
  surplusPoints,
} from '../../../lib/src/lab/checkpoint-kind.js';
import { checkpointName } from '../../../lib/src/provider/checkpoint-name.js';

const kept = (name: string) => ({ name, savedAt: new Date(0), bytes: 1 });

describe('a checkpoint’s name', () => {
  it('tells who made it', () => {
    const names = ['before-lunch', 'cells', cellName('ab12', 3), pointName('veth', 'wired', 'abc')];
    assert.deepEqual(
      names.map((name) => checkpointRow(kept(name)).madeBy),
      ['you', 'you', 'a cell', 'a chapter'],
    );
  });

  it('is one that providers take, whoever made it', () => {
    for (const name of [cellName('ab12', 3), pointName('a-chapter', 'a-point', '0123456789ab')])
      assert.equal(checkpointName(name), name);
  });

  it('cannot be given so that it looks like a cell’s or a chapter’s', () => {
    assert.equal(givenName('cells/of-mine'), 'cells/of-mine');
    for (const name of ['cell/1-a/1', 'point/veth/wired/x', 'cell', 'point'])
      assert.throws(() => givenName(name), /cannot be called .*the course names its own/);
  });

  it('tells which prepared points are too many: the oldest ones, and none of the chapter that is open', () => {
    const points = [...Array(10).keys()].flatMap((n) => [
      pointName('veth', `p${n}`, 'a'),
      pointName('bridge', `p${n}`, 'a'),
    ]);
    const all = [kept('mine'), ...points.map(kept), kept(cellName('ab12', 1))];
    const names = (open?: string) => surplusPoints(all, open).map(({ name }) => name.split('/').slice(1, 3).join(' '));
    assert.deepEqual(names(), ['veth p0', 'bridge p0', 'veth p1', 'bridge p1']);
    assert.deepEqual(names('veth'), ['bridge p0', 'bridge p1', 'bridge p2', 'bridge p3']);
    assert.deepEqual(surplusPoints(all.slice(0, 17)), []);
  });

  it('tells whether anybody can still go back to it', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    const points = new Set([pointName('veth', 'wired', 'now')]);
    const left = ['mine', cellName('x', 1), `cell/${child.pid}-x/1`, 'point/veth/wired/now', 'point/veth/wired/before'];
    assert.deepEqual(
      left.filter((name) => isLeftOver(kept(name), points)),
      [`cell/${child.pid}-x/1`, 'point/veth/wired/before'],
    );
  });
});
