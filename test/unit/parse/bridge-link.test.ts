import assert from 'node:assert/strict';
import { parseBridgeLinks } from '../../../lib/src/parse/bridge-link.js';
import { recording } from '../../fixtures/recording.js';

const read = (name: string) => parseBridgeLinks(recording(`bridge-link/${name}`));

describe('parseBridgeLinks', () => {
  it('finds no port where there is no bridge', () => {
    assert.deepEqual(read('none'), []);
  });

  it('tells the ports, their bridge and what the spanning tree lets them do', () => {
    assert.deepEqual(
      read('ports').map(({ ifname, master, state }) => [ifname, master, state]),
      [
        ['one', 'br0', 'forwarding'],
        ['two', 'br0', 'forwarding'],
      ],
    );
  });

  it('tells every switch of a port with -d, and none without', () => {
    const [one, two] = read('details');
    assert.deepEqual([one!.isolated, one!.hairpin, one!.learning, one!.flood], [true, true, false, true]);
    assert.deepEqual([two!.guard, two!.cost, two!.priority, two!.learning], [true, 7, 3, true]);
    assert.equal(read('ports')[0]!.learning, undefined);
  });
});
