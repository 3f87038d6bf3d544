import assert from 'node:assert/strict';
import { parseAddresses, type Address } from '../../../lib/src/parse/address.js';
import { recording } from '../../fixtures/recording.js';

const read = (name: string) => parseAddresses(recording(`ip-addr/${name}`));
const eth0 = (name: string): readonly Address[] => read(name).find(({ ifname }) => ifname === 'eth0')!.addr_info;

describe('parseAddresses', () => {
  it('gives an interface without addresses an empty list', () => {
    assert.deepEqual(
      read('none').map(({ ifname, addr_info }) => [ifname, addr_info]),
      [['lo', []]],
    );
  });

  it('tells the address, the length of its subnet and how far it means anything', () => {
    const [{ family, local, prefixlen, scope, label }] = eth0('veth') as [Address];
    assert.deepEqual([family, local, prefixlen, scope, label], ['inet', '10.0.0.1', 24, 'global', 'eth0']);
  });

  it('tells both IP versions of one interface', () => {
    const addresses = eth0('both-families');
    assert.deepEqual(
      addresses.map(({ family, local }) => [family, local]),
      [
        ['inet', '10.0.0.1'],
        ['inet6', '2001:db8::1'],
      ],
    );
    assert.equal(addresses[0]!.broadcast, '10.0.0.255');
    assert.equal(addresses[0]!.label, 'eth0:1');
    assert.equal(addresses[1]!.tentative, true);
  });

  it('tells the address of the other end where the ends share no subnet', () => {
    assert.equal(eth0('peer')[0]!.address, '10.0.0.2');
  });

  it('tells how long an address stays', () => {
    const [runsOut] = eth0('runs-out');
    assert.equal(runsOut!.dynamic, true);
    assert.equal(runsOut!.valid_life_time, 3600);
    assert.equal(eth0('veth')[0]!.valid_life_time, 4294967295);
  });

  it('keeps two addresses of one subnet in their order', () => {
    assert.deepEqual(
      eth0('two-in-one-subnet').map(({ local }) => local),
      ['10.0.0.1', '10.0.0.9'],
    );
  });

  it('drops the interfaces that a filter left empty', () => {
    assert.deepEqual(
      read('up-only').map(({ ifname }) => ifname),
      ['eth0'],
    );
  });
});
