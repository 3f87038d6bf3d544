import assert from 'node:assert/strict';
import { ParseError } from '../../../lib/src/errors.js';
import { parseMdb } from '../../../lib/src/parse/mdb.js';
import { recording } from '../../fixtures/recording.js';

const read = (name: string) => parseMdb(recording(`bridge-mdb/${name}`));

describe('parseMdb', () => {
  it('finds nothing where there is no bridge, or nobody has joined a group', () => {
    assert.deepEqual(read('no-bridge'), []);
    assert.deepEqual(read('nobody'), []);
  });

  it('tells the groups, the ports that want them, and how the bridge knows', () => {
    assert.deepEqual(
      read('joined').map(({ dev, port, grp, vid, state }) => [dev, port, grp, vid, state]),
      [
        ['br0', 'one', '239.9.9.9', 1, 'permanent'],
        ['br0', 'two', '239.1.2.3', 1, 'temp'],
      ],
    );
  });

  it('refuses what is no multicast table', () => {
    assert.throws(() => parseMdb('[{"mdb":[{"dev":"br0"}]}]'), ParseError);
  });
});
