import assert from 'node:assert/strict';
import { parseBridgeVlans } from '../../../lib/src/parse/bridge-vlan.js';
import { recording } from '../../fixtures/recording.js';

const read = (name: string) => parseBridgeVlans(recording(`bridge-vlan/${name}`));
const of = (name: string, ifname: string) => read(name).find((row) => row.ifname === ifname)!.vlans;

describe('parseBridgeVlans', () => {
  it('finds nothing where there is no bridge', () => {
    assert.deepEqual(read('none'), []);
  });

  it('tells that every port begins in VLAN 1, the bridge itself too', () => {
    assert.deepEqual(
      read('default').map(({ ifname }) => ifname),
      ['br0', 'one', 'two'],
    );
    assert.deepEqual(of('default', 'one'), [{ vlan: 1, flags: ['PVID', 'Egress Untagged'] }]);
  });

  it('reads a range, and a VLAN without flags', () => {
    assert.deepEqual(of('ranges', 'two')[1], { vlan: 10, vlanEnd: 15, flags: [] });
    assert.deepEqual(of('ranges', 'br0')[1], { vlan: 10 });
  });

  it('leaves out a port that carries no VLAN at all, as bridge does', () => {
    assert.deepEqual(
      read('port-without-vlans').map(({ ifname }) => ifname),
      ['br0', 'two'],
    );
  });
});
