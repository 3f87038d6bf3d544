import assert from 'node:assert/strict';
import { Lab } from '../../lib/src/lab/lab.js';
import { NODES, eachNode } from '../../lib/src/provider/nodes.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { SshProvider } from '../../lib/src/provider/ssh/ssh.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import { FINGERPRINT, contract } from './contract.js';
import { inTurn } from './in-turn.js';
import { only, place } from './journeys.js';
import { Machines } from './machines.js';
import { MESSES, fingerprint } from './messes.js';
import { LAB, netdive } from './netdive.js';
import { ownMachines } from './own-machines.js';

describe('two machines that somebody has already', function () {
  this.timeout(300_000);
  inTurn(this, 'own machines', [
    'lib/src/provider/ssh',
    ...['ssh-contract.test', 'own-machines', 'contract', 'frames', 'messes'].map((name) => `test/lab/${name}.ts`),
  ]);
  const theirs = new QemuProvider(`${LAB}-theirs`);
  const file = `${theirs.folder}/of-their-own`;
  const owner = new Machines(theirs); // whoever has them, beside the course
  const up = ['up', '--provider', 'ssh', '--ssh-config', file];

  before(() => ownMachines(theirs, file));
  after(() => {
    owner.disconnect();
    return theirs.down();
  });

  contract('ssh', () => new SshProvider(LAB, file));

  it('are told all at once what they lack, and nothing is kept of them', async () => {
    await owner.cell('node1', 'ip link set eth1 name lan7; mv /usr/bin/jq /usr/bin/jq-away');
    await owner.cell('node2', 'ip address add 10.77.0.1/24 dev eth0');
    const { exitCode, stderr } = await netdive(...up, '--yes');
    assert.equal(exitCode, 1);
    assert.match(stderr, /- node1 lacks the commands that chapters type: jq\n.*apt-get install jq/);
    assert.match(stderr, /- node1 lacks network cards called eth0 and eth1.*: eth1\n/);
    assert.match(stderr, /- node2 lacks eth0 and eth1 to itself.*10\.77\.0\.1/);
    assert.match((await netdive('status')).stdout, /: down/);
    await owner.cell('node1', 'ip link set lan7 name eth1; mv /usr/bin/jq-away /usr/bin/jq');
    await owner.cell('node2', 'ip address del 10.77.0.1/24 dev eth0');
  });

  it('are not touched before their owner has agreed', async () => {
    const { exitCode, stderr } = await netdive(...up);
    assert.equal(exitCode, 1);
    assert.match(stderr, /These machines are yours[^]*Nothing was done: nobody can be asked here\.\nTo say yes: /);
    assert.match((await netdive('status')).stdout, /: down/);
  });

  it('are put back by the next reset when one was killed on its way, and keep what their owner had', async () => {
    assert.equal((await netdive(...up, '--yes')).exitCode, 0);
    const picture = () => eachNode(async (node) => fingerprint(await owner.cell(node, FINGERPRINT)));
    const before = await picture();
    const targets = await readTargets(new SshProvider(LAB).sshConfig);
    for (const node of NODES) {
      const connection = new Connection(targets.get(node)!, { connectTimeoutMs: 60_000 });
      for (const mess of MESSES.slice(0, 6)) assert.equal((await connection.run(mess)).exitCode, 0, mess);
      connection.disconnect();
    }
    assert.equal((await owner.ssh('node1', 'iptables-legacy -A FORWARD -s 10.9.0.0/16 -j DROP')).exitCode, 0);
    const killed = netdive('reset');
    killed.stdout!.on('data', (text: Buffer) => text.includes('putting') && killed.kill('SIGKILL'));
    killed.stderr!.on('data', (text: Buffer) => text.includes('putting') && killed.kill('SIGKILL'));
    assert.equal((await killed).signal, 'SIGKILL');
    const { exitCode, stdout, stderr } = await netdive('reset');
    assert.equal(exitCode, 0, stderr);
    // What nobody undoes is told.
    assert.deepEqual(stdout.match(/^node\d: .*/gm), [
      'node1: the firewall rule iptables-legacy -t filter -A FORWARD -s 10.9.0.0/16 -j DROP is new, and still there.',
    ]);
    const after = await picture();
    for (const index of NODES.keys()) {
      for (const [part, rows] of Object.entries(before[index]!)) assert.deepEqual(after[index]![part], rows, part);
    }
    assert.deepEqual((await owner.both('ip netns pids mine | wc -l')).map(Number), [1, 1]);
  });

  it('have a packet followed over both, by root on one and by a user with sudo on the other', async () => {
    const lab = new Lab(LAB);
    try {
      const { node1, node2 } = await lab.open();
      for (const [node, own] of [
        [node1, 1],
        [node2, 2],
      ] as const)
        await node.$`
          ip addr add 192.168.0.${own}/24 dev eth0
          ip link set eth0 up`;
      const { flights } = await lab.follow(() => node1.ping('192.168.0.2', { wait: 5 }), { filter: 'icmp' });
      assert.deepEqual(only(flights, /^ICMP echo request/).hops.map(place), ['node1//eth0 out', 'node2//eth0 in']);
    } finally {
      lab.close();
    }
  });

  it('are forgotten by down, and stay', async () => {
    assert.equal((await netdive('down')).exitCode, 0);
    assert.match((await netdive('status')).stdout, /: down \(qemu/);
    assert.deepEqual(await owner.both('ls /run/netns'), ['mine', 'mine']);
  });
});
