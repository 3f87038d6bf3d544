import assert from 'node:assert/strict';
import { parseNetns } from '../../../lib/src/parse/netns.js';
import { recording } from '../../fixtures/recording.js';

const read = (name: string) => parseNetns(recording(`ip-netns/${name}`));

describe('parseNetns', () => {
  it('finds no namespace where none was made', () => {
    assert.deepEqual(read('list-none'), []);
  });

  it('tells names, and no number until a link leads there', () => {
    assert.deepEqual(
      read('list')
        .map(({ name }) => name)
        .sort(),
      ['blue', 'red'],
    );
    const red = read('list-with-a-link').find(({ name }) => name === 'red');
    assert.equal(red!.id, 0);
    assert.ok(read('list').every(({ id }) => id === undefined));
  });
});
