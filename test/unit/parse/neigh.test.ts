import assert from 'node:assert/strict';
import { parseNeighbours } from '../../../lib/src/parse/neigh.js';
import { recording } from '../../fixtures/recording.js';

const read = (name: string) => parseNeighbours(recording(`ip-neigh/${name}`));

describe('parseNeighbours', () => {
  it('finds nobody before anybody was asked', () => {
    assert.deepEqual(read('none'), []);
  });

  it('tells who answered, who has not yet, and who was put there by hand', () => {
    const rows = Object.fromEntries(read('reachable-incomplete-permanent').map((row) => [row.dst, row]));
    assert.deepEqual(rows['10.0.0.2']!.state, ['REACHABLE']);
    assert.equal(rows['10.0.0.2']!.lladdr, '02:00:00:00:00:02');
    assert.deepEqual(rows['10.0.0.9']!.state, ['INCOMPLETE']);
    assert.equal(rows['10.0.0.9']!.lladdr, undefined);
    assert.deepEqual(rows['10.0.0.7']!.state, ['PERMANENT']);
  });

  it('tells a search that failed', () => {
    assert.deepEqual(read('failed')[0]!.state, ['FAILED']);
  });

  it('reads marks that have null for a value', () => {
    const [learned, router] = read('flags');
    assert.equal(learned!.extern_learn, null);
    assert.equal(router!.router, null);
    assert.equal('router' in learned!, false);
  });

  it('reads an address that this machine answers for, which has no state', () => {
    const [proxy] = read('proxy');
    assert.equal(proxy!.proxy, null);
    assert.equal(proxy!.state, undefined);
  });

  it('keeps the statistics of -s', () => {
    assert.ok('refcnt' in read('statistics')[0]!);
  });
});
