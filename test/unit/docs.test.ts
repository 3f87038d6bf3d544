import assert from 'node:assert/strict';
import { join } from 'node:path';
import { checkout } from '../../lib/src/paths.js';
import { packagesOfTypes, usables, type Usable } from './hover.js';

describe('what a cell can use', function () {
  this.timeout(60_000);
  const dist = join(checkout, 'lib/dist/');
  let all: readonly Usable[];
  const names = (lacking: (one: Usable) => boolean): string[] =>
    all.filter((one) => lacking(one)).map(({ name, file }) => `${name} (${file})`);

  before(() => (all = usables(join(dist, 'index.d.ts'), dist)));

  it('is found by its exports, and by what their results lead to', () => {
    const found = new Set(all.map(({ name }) => name));
    for (const name of [
      'lab',
      'Lab.open',
      'Node.netns',
      'Place.ping',
      'Ping.ttl',
      'Service.stop',
      'Link.mtu',
      'Dollar',
    ])
      assert.ok(found.has(name), name);
    assert.ok(!found.has('Place.run') && !found.has('Place.connect'), 'what is the library’s own is not a cell’s');
  });

  it('says what it is', () => {
    assert.deepEqual(
      names(({ doc }) => doc === ''),
      [],
    );
  });

  it('has an example where it is called', () => {
    assert.deepEqual(
      names(({ kind, example }) => kind === 'call' && example === ''),
      [],
    );
  });

  it('needs the types of Node and SSH only: the first cell has to read all of them, and zod’s take half a second', () => {
    assert.deepEqual(packagesOfTypes(join(dist, 'index.d.ts')), [
      '@types/node',
      '@types/ssh2',
      'node-ssh',
      'undici-types',
    ]);
  });
});
