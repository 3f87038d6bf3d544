import assert from 'node:assert/strict';
import { chapters } from '../../../lib/src/lab/chapters.js';
import { LAB_NAMES, prepared } from '../../../lib/src/lab/points/prepared.js';

const asked = (wanted: string): readonly unknown[] => {
  const { name, chapter, way } = prepared(wanted);
  return [name, chapter.name, way.at(-1)?.name];
};

describe('a prepared lab', () => {
  it('has a name of its own where its subject is whole and runs', () => {
    assert.deepEqual(LAB_NAMES, ['pause', 'ipvs', 'flannel', 'bash', 'ebpf']);
    assert.deepEqual(asked('pause'), ['pause', 'pause', 'pod']);
    assert.deepEqual(asked('bash'), ['bash', 'cni-bash', 'two-nodes']);
    for (const name of LAB_NAMES) {
      assert.ok(prepared(name).way.length > 0, name);
      assert.ok(!prepared(name).way.some(({ secret }) => secret), name);
    }
  });

  it('is each chapter’s clean machines, by name or number', () => {
    for (const { name, number } of chapters().filter((chapter) => !LAB_NAMES.includes(chapter.name))) {
      assert.deepEqual(asked(name), [name, name, undefined]);
      assert.deepEqual(asked(number), [name, name, undefined]);
    }
  });

  it('is a chapter’s clean machines by its number, where its name is that of more', () => {
    assert.deepEqual(asked('14'), ['14', 'flannel', undefined]);
    assert.deepEqual(asked('flannel'), ['flannel', 'flannel', 'vxlan']);
  });

  it('is each point of a chapter, by both names, or by its own where no other chapter has one so called', () => {
    assert.deepEqual(asked('veth:wired'), ['veth:wired', 'veth', 'wired']);
    assert.deepEqual(asked('bash:plugin'), ['bash:plugin', 'cni-bash', 'plugin']);
    assert.deepEqual(asked('flannel:host-gw'), ['flannel:host-gw', 'flannel', 'host-gw']);
    assert.deepEqual(asked('lacp'), ['bonding:lacp', 'bonding', 'lacp']);
  });

  it('that there is not is told with those that there are, or with what was probably meant', () => {
    assert.throws(() => prepared('joined'), /Several chapters[^]*dummy:joined, .*macvlan:joined/);
    assert.throws(() => prepared('flanel'), /no prepared lab called "flanel"\.\nDid you mean "flannel"\?/);
    assert.throws(() => prepared('something-else-at-all'), /There are: pause, ipvs, [^]*start-here/);
    assert.throws(() => prepared('veth:wierd'), /chapter veth has no point called "wierd"/);
    assert.throws(() => prepared('toString'), /no prepared lab called "toString"/);
  });
});
