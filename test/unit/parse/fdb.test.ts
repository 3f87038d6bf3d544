import assert from 'node:assert/strict';
import { parseFdb } from '../../../lib/src/parse/fdb.js';
import { recording } from '../../fixtures/recording.js';

const read = (name: string) => parseFdb(recording(`bridge-fdb/${name}`));
const of = (name: string, mac: string) => read(name).find((entry) => entry.mac === mac)!;

describe('parseFdb', () => {
  it('tells behind which port a learned MAC is, by an empty state', () => {
    const { ifname, master, vlan, state, flags } = of('learned', '02:00:00:00:00:01');
    assert.deepEqual([ifname, master, vlan, state, flags], ['one', 'br0', 1, '', []]);
  });

  it('tells what was put there by hand, and what is a port itself', () => {
    assert.equal(of('learned', '02:00:00:00:00:99').state, 'static');
    assert.equal(of('learned', '02:00:00:00:01:01').state, 'permanent');
  });

  it('tells the table of the interface itself by `self`', () => {
    assert.deepEqual(of('learned', '33:33:00:00:00:01').flags, ['self']);
  });

  it('keeps the ages of -s', () => {
    assert.ok('used' in of('statistics', '02:00:00:00:00:01'));
  });

  it('tells the machine behind which a MAC of a VXLAN is', () => {
    assert.equal(of('vxlan', '02:00:00:00:00:99').dst, '10.0.0.3');
    assert.equal(of('vxlan', '00:00:00:00:00:00').dst, '10.0.0.2');
  });

  it('tells by which interface, to which port and into which network a VXLAN sends, where that is not its own', () => {
    const { dst, viaIf, port, vni } = of('vxlan-elsewhere', '02:00:00:00:00:99');
    assert.deepEqual([dst, viaIf, port, vni], ['10.0.0.3', 'eth0', 8472, 200]);
    assert.equal(of('vxlan-elsewhere', '00:00:00:00:00:00').viaIf, 'eth0');
  });
});
