import assert from 'node:assert/strict';
import { Lab } from '../../lib/src/lab/lab.js';
import type { Node } from '../../lib/src/lab/node.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { eachInTurn } from './in-turn.js';
import { LAB } from './netdive.js';

/** How long a command may take to tell that its machine is cut off, with what a busy computer adds. */
const LIMIT_MS = 5_200;

describe('a machine that is cut off', function () {
  this.timeout(120_000);
  const lab = new Lab(LAB);
  const provider = new QemuProvider(LAB);
  let node1: Node;
  let node2: Node;

  before(async () => {
    ({ node1, node2 } = await lab.open());
  });
  after(async () => {
    lab.close();
    await provider.down();
  });

  /** Runs a command and gives its error, or undefined where it worked, within the limit. */
  async function failure(node: Node, command: string): Promise<Error | undefined> {
    const started = performance.now();
    const error = await node.try`sh -c ${command}`.then(
      () => undefined,
      (reason: Error) => reason,
    );
    const took = performance.now() - started;
    assert.ok(took < LIMIT_MS, `${command}: ${took.toFixed()} ms`);
    return error;
  }

  async function isToldAndMended(): Promise<void> {
    const error = await failure(node1, 'true');
    assert.equal(error?.name, 'LabError', 'a command still works');
    assert.match(error?.message ?? '', /^node1 [^]*`lab\.reset\(\)` in the notebook, or `npx netdive reset`/);
    assert.equal((await node2.$`hostname`).stdout, 'node2');
    await works();
  }

  async function works(): Promise<void> {
    await lab.reset();
    assert.equal((await node1.$`hostname; ls /root`).stdout, 'node1');
    assert.deepEqual(await node1.namespaces(), []);
  }

  it('by a firewall says so', async () => {
    await node1.$`touch /root/not-clean`;
    const running = assert.rejects(node1.$`sleep 50`, /not known whether it ran/);
    await failure(
      node1,
      `nft 'table inet cut { chain in { type filter hook input priority 0; tcp dport 22 drop; }; }'`,
    );
    await running;
    await isToldAndMended();
  });

  it('by its own command on the management device says so', async () => {
    const error = await failure(node1, 'ip link set mgmt0 down');
    assert.match(
      error?.message ?? '',
      /^node1 fell silent while `.*mgmt0 down.*not known whether it ran[^]*lab\.reset\(\)/,
    );
    await isToldAndMended();
  });

  it('because its sshd is gone says so', async () => {
    const error = await failure(node1, 'systemctl stop ssh.service; pkill -KILL ^sshd');
    assert.match(error?.message ?? '', /^The connection to node1 broke[^]*Run the cell again[^]*lab\.reset\(\)/);
    await isToldAndMended();
  });

  it('whose sshd only lost the connection is connected to again by itself', async () => {
    await failure(node1, 'pkill -KILL sshd-session');
    assert.equal((await node1.$`hostname`).stdout, 'node1');
  });

  it('because its kernel panicked says so, and why, as status does', async () => {
    const error = await failure(node1, 'echo c > /proc/sysrq-trigger');
    assert.match(error?.message ?? '', /^The kernel of node1 panicked: sysrq triggered crash[^]*netdive reset/);
    const { state, nodes } = await provider.status();
    assert.equal(state, 'broken');
    assert.deepEqual(
      nodes.map(({ panic }) => panic),
      ['sysrq triggered crash', undefined],
    );
    assert.equal(await provider.up(() => undefined), 'restored');
    await lab.reset();
    assert.equal((await provider.status()).state, 'up');
    await works();
  });

  it('because it stands still says so, and answers when it goes on', async () => {
    const { nodes } = await provider.status();
    const pid = nodes[0]?.pid ?? NaN;
    process.kill(pid, 'SIGSTOP');
    try {
      assert.match((await failure(node1, 'true'))?.message ?? '', /node1.*(silent|not reached)[^]*lab\.reset\(\)/);
      assert.match((await failure(node1, 'true'))?.message ?? '', /node1.*not reached[^]*lab\.reset\(\)/);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    assert.equal((await node1.$`hostname`).stdout, 'node1');
    await works();
  });

  it('by a broadcast storm either works or says so, and is clean after a reset', async () => {
    const storm = node1.try`
      ip link add br0 type bridge
      ip link add br1 type bridge
      ip link add a0 type veth peer name a1
      ip link add b0 type veth peer name b1
      for port in a b; do ip link set \${port}0 master br0; ip link set \${port}1 master br1; done
      ip address add 10.9.9.1/24 dev br0
      for dev in br0 br1 a0 a1 b0 b1; do ip link set $dev up; done
      ping -c 1 -W 1 -b 10.9.9.255`.catch((error: Error) => error);
    // One packet was sent. What is counted is what the two bridges made of it.
    let counted = 0;
    let cut = false;
    for (const end = performance.now() + 20_000; counted < 20_000 && !cut && performance.now() < end;) {
      const error = await failure(node1, 'true');
      if (error !== undefined) assert.match(error.message, /node1[^]*lab\.reset\(\)/);
      cut = error !== undefined;
      const count = await node1.try`cat /sys/class/net/br0/statistics/rx_packets`.catch(() => undefined);
      counted = Number(count?.stdout ?? 0);
    }
    assert.ok(counted >= 20_000 || cut, `${counted} packets, and no error`);
    await works();
    await storm;
  });

  eachInTurn(this, ['lib/src/transport', 'lib/src/provider/qemu', 'test/lab/transport.test.ts']);
});
