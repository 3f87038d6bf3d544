import assert from 'node:assert/strict';
import { parseNetnsIds } from '../../../lib/src/parse/netns-id.js';
import { recording } from '../../fixtures/recording.js';

const read = (name: string) => parseNetnsIds(recording(`ip-netns/${name}`));

describe('parseNetnsIds', () => {
  it('finds no number where no link leads out', () => {
    assert.deepEqual(read('list-id-none'), []);
  });

  it('tells the number and the name of the other namespace', () => {
    assert.deepEqual(read('list-id'), [{ nsid: 0, name: 'blue' }]);
  });

  it('reads a namespace that has no name, such as a container', () => {
    assert.deepEqual(read('list-id-without-a-name'), [{ nsid: 0 }]);
  });
});
