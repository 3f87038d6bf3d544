import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { LabError } from '../../../lib/src/errors.js';
import { vagrantFault } from '../../../lib/src/provider/vagrant/faults.js';
import { hypervisorName, macOf, snapshotSizes } from '../../../lib/src/provider/vagrant/hypervisor.js';
import { parseMachineRow, parseMachineRows, saidIn } from '../../../lib/src/provider/vagrant/machine-readable.js';
import { standings } from '../../../lib/src/provider/vagrant/standing.js';

/** What Vagrant 2.3.4 with vagrant-libvirt 0.11.2, Debian 12's, printed on 27 November 2026. */
const recorded = (name: string): string =>
  readFileSync(new URL(`../../fixtures/vagrant/${name}.txt`, import.meta.url), 'utf8');

describe('what Vagrant prints for programs', () => {
  it('is read row by row, with the commas and line ends that it writes otherwise', () => {
    const [first] = parseMachineRows(recorded('status-up'));
    assert.deepEqual(first, { target: 'node1', type: 'metadata', data: ['provider', 'libvirt'] });
    const error = parseMachineRows(recorded('virtualbox-missing')).find(({ type }) => type === 'error-exit')!;
    assert.equal(error.data.length, 2);
    assert.match(error.data[1]!, /\(?VBoxManage` binary that ships with VirtualBox, and requires\nthis/);
  });

  it('is left out where it is no row', () => {
    assert.equal(parseMachineRow('/usr/lib/ruby/x.rb:1: warning: constant, deprecated'), undefined);
    assert.equal(parseMachineRow(''), undefined);
    assert.equal(parseMachineRow('1795802126,node1'), undefined);
  });

  it('tells how far a start is, in a person’s words', () => {
    const said = parseMachineRows(recorded('up')).flatMap((row) => saidIn(row) ?? []);
    assert.equal(said[0], "Bringing machine 'node1' up with 'libvirt' provider...");
    assert.ok(said.includes('node2: Key inserted! Disconnecting and reconnecting using new SSH key...'));
    assert.equal(said.at(-1), 'node1: Machine booted and ready!');
    assert.ok(said.some((text) => text.startsWith('node2: Vagrant insecure key detected.')));
  });

  it('tells nobody a machine’s settings one by one, nor that there is nothing to tell', () => {
    for (const text of ['==> node1:  -- Memory:            512M', '==> node2:     -> value=-global, ', '    node2: '])
      assert.equal(saidIn(parseMachineRow(`1795811112,node1,ui,info,${text}`)!), undefined, text);
  });

  for (const [file, node1, node2] of [
    ['status-none', 'absent', 'absent'],
    ['status-up', 'running', 'running'],
    ['status-suspended', 'running', 'suspended'],
    ['status-halted', 'off', 'off'],
  ] as const) {
    it(`tells how both machines stand: ${node1} and ${node2}`, () => {
      assert.deepEqual(standings(parseMachineRows(recorded(file))), { node1, node2 });
    });
  }
});

describe('what Vagrant cannot do', () => {
  for (const [file, what, cure] of [
    ['libvirt-off', /^vagrant up failed: libvirt does not answer\.\n[^]*libvirt-sock/, /systemctl start libvirtd/],
    ['virtualbox-missing', /^vagrant up failed: VirtualBox is not on this computer/, /PROVIDER=libvirt/],
    ['box-missing', /^vagrant up failed: Vagrant does not get the box\./, /netdive image build --box/],
    ['name-taken', /^vagrant up failed: There are machines of that name/, /virsh undefine/],
  ] as const) {
    it(`is told with what to do: ${file}`, () => {
      const error = vagrantFault('vagrant up', parseMachineRows(recorded(file)), '');
      assert.ok(error instanceof LabError);
      assert.match(error.message, what);
      assert.match(error.cure!, cure);
    });
  }

  for (const [file, what, cure] of [
    [
      'kvm-broken',
      /^vagrant up failed: This computer cannot run machines with KVM\.\nCall to virDomainCreate/,
      /DRIVER=qemu/,
    ],
    ['port-taken', /^vagrant up failed: A port that joins the two machines is taken\./, /--lab NAME/],
  ] as const) {
    it(`is told without what Ruby was at: ${file}`, () => {
      const error = vagrantFault('vagrant up', [], recorded(file));
      assert.match(error.message, what);
      assert.match(error.cure!, cure);
      assert.doesNotMatch(error.message, /\.rb:\d/);
    });
  }

  it('is told in Vagrant’s own words where nobody has met it', () => {
    const error = vagrantFault('vagrant up', [], 'Something new.');
    assert.match(error.message, /^vagrant up failed: Something new\./);
  });
});

describe('a machine on a hypervisor', () => {
  it('has its cards by MAC address, and only the two cables can be pulled', () => {
    assert.equal(macOf('node2', 'eth1'), '52:54:00:6e:02:02');
    assert.throws(() => macOf('node3', 'eth0'), /node3[^]*node1 and node2/);
    assert.throws(() => macOf('node1', 'mgmt0'), /no cable mgmt0/);
  });

  it('tells how much memory each of its snapshots holds', () => {
    assert.deepEqual([...snapshotSizes(recorded('info-snapshots'))], [['clean', 175 * 2 ** 20]]);
  });

  it('is on libvirt or VirtualBox, and on nothing else', () => {
    assert.equal(hypervisorName('virtualbox'), 'virtualbox');
    assert.throws(() => hypervisorName('toString'), /knows no PROVIDER "toString"/);
  });
});
