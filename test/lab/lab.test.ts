import assert from 'node:assert/strict';
import { Lab } from '../../lib/src/lab/lab.js';
import type { Node } from '../../lib/src/lab/node.js';
import { until } from '../../lib/src/lab/until.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { CommandError } from '../../lib/src/transport/command-error.js';
import { LAB } from './netdive.js';

describe('what a cell holds', function () {
  this.timeout(120_000);
  const lab = new Lab(LAB);
  let node1: Node;
  let node2: Node;

  before(async () => {
    ({ node1, node2 } = await lab.open());
  });
  after(async () => {
    lab.close();
    await new QemuProvider(LAB).down();
  });

  it('opens clean machines whatever was done before', async () => {
    await node1.$`ip netns add red`;
    const again = await lab.open();
    assert.deepEqual(await again.node1.namespaces(), []);
    assert.equal((await again.node2.$`hostname`).stdout, 'node2');
  });

  it('runs a command and gives what it said', async () => {
    const result = await node1.$`echo out; echo err >&2`;
    assert.deepEqual(
      [result.host, result.netns, result.stdout, result.stderr, result.exitCode],
      ['node1', '', 'out', 'err', 0],
    );
  });

  it('quotes what is interpolated', async () => {
    const nasty = `a b'c"d$(touch /root/owned)\`;|&\n*`;
    const { stdout } = await node1.$`printf %s ${nasty}`;
    assert.equal(stdout, nasty);
    assert.equal((await node1.$`ls /root`).stdout, '');
    assert.equal((await node1.$`printf '%s-' ${['one', 'two words']}`).stdout, 'one-two words-');
  });

  it('throws with the machine, the command, what it said and the way on', async () => {
    await node1.$`ip netns add red`;
    await assert.rejects(node1.$`ip netns add red`, (error: unknown) => {
      assert.ok(error instanceof CommandError);
      assert.match(error.message, /^node1: `ip netns add red` failed with exit code 1\./);
      assert.match(error.message, /Cannot create namespace file/);
      assert.match(error.message, /run twice.*lab\.reset\(\)/s);
      return true;
    });
    await node1.$`ip netns del red`;
  });

  it('gives a failure as a result where failing is the lesson', async () => {
    const result = await node1.try`ip link show nope`;
    assert.equal(result.exitCode, 1);
    assert.match(result.stderr, /does not exist/);
  });

  it('names the failing line of a script, and does not run the next', async () => {
    await assert.rejects(
      node1.$`
        echo one
        ip link show nope
        touch /root/ran`,
      /ip link show nope/,
    );
    assert.equal((await node1.$`ls /root`).stdout, '');
  });

  it('ends a command at its time limit, and says how to give it longer', async () => {
    const started = performance.now();
    await assert.rejects(node1.$.with({ timeout: 500 })`sleep 60`, /time limit[^]*\$\.with\(\{ timeout:/);
    assert.ok(performance.now() - started < 4_000);
    assert.equal((await node1.try`pgrep -x sleep`).stdout, '');
  });

  it('has namespaces with the same methods, and each its own devices', async () => {
    const red = await node1.netns('red');
    await node1.$`ip link add veth0 type veth peer name eth0 netns red`;
    assert.deepEqual((await red.links()).map((link) => link.ifname).sort(), ['eth0', 'lo']);
    assert.ok((await node1.links()).some((link) => link.ifname === 'veth0'));
    assert.deepEqual(
      (await node1.namespaces()).map((netns) => netns.name),
      ['red'],
    );
  });

  it('lets a namespace go when it is deleted, although commands ran in it', async () => {
    await lab.open();
    const red = await node1.netns('red');
    await node1.$`ip link add veth0 type veth peer name eth0 netns red`;
    await red.$`ip link set lo up`;
    await node1.$`ip netns del red`;
    const links = await until(
      () => node1.links(),
      (now) => now.every((link) => link.ifname !== 'veth0'),
    );
    assert.ok(links.every((link) => link.ifname !== 'veth0'));
    await assert.rejects(red.$`true`, /Cannot open network namespace "red"/);
  });

  it('counts a lost ping, and throws where none could be sent', async () => {
    await node1.$`
      ip addr add 10.0.0.1/24 dev eth0
      ip link set eth0 up`;
    await node2.$`
      ip addr add 10.0.0.2/24 dev eth0
      ip link set eth0 up`;
    const ping = await until(
      () => node1.ping('10.0.0.2'),
      (now) => now.received === 1,
    );
    assert.deepEqual([ping.sent, ping.received, ping.ttl], [1, 1, 64]);
    assert.equal((await node1.ping('10.0.0.3')).received, 0);
    await assert.rejects(node1.ping('203.0.113.1'), /Network is unreachable/);
  });

  it('draws what is really there: namespaces, both ends of a pair, and the cables between the machines', async () => {
    await lab.open();
    const red = await node1.netns('red');
    const blue = await node1.netns('blue');
    await node1.$`
      ip link add veth0 type veth peer name eth0 netns red
      ip link add veth1 type veth peer name eth0 netns blue
      ip link set veth1 up
      ip link add left type veth peer name right
      ip link set eth1 netns red`;
    await blue.$`
      ip addr add 10.0.0.2/24 dev eth0
      ip link set eth0 up`;
    await red.$`ip link set lo up`;
    const { model, text, svg, html } = await lab.topology();
    const ends = model.cables.map(
      ({ a, b, up }) => `${a.namespace}/${a.ifname} ${b.machine}:${b.namespace}/${b.ifname} ${up}`,
    );
    assert.deepEqual(ends.sort(), [
      '/eth0 node2:/eth0 false',
      '/left node1:/right false',
      '/veth0 node1:red/eth0 false',
      '/veth1 node1:blue/eth0 true',
      'red/eth1 node2:/eth1 false',
    ]);
    assert.match(text, /blue[^]*10\.0\.0\.2\/24/);
    assert.match(svg!, /^<svg[^]*<\/svg>$/);
    assert.match(html!, /<svg/);
  });

  it('goes back to a checkpoint, and what a cell holds goes on working', async () => {
    const red = await node1.netns('red');
    await red.$`ip link set lo up`;
    const checkpoint = await lab.checkpoint();
    await node1.$`ip netns del red`;
    await lab.restore(checkpoint);
    assert.equal((await red.ping('127.0.0.1')).received, 1);
  });

  it('says what to do when a machine dies under a command', async () => {
    const running = assert.rejects(node2.$`sleep 50`, (error: Error) => {
      assert.match(error.message, /node2/);
      assert.match(error.message, /netdive (reset|status)|lab\.reset/);
      return true;
    });
    const { nodes } = await new QemuProvider(LAB).status();
    await until(
      () => node1.try`true`,
      () => true,
    );
    process.kill(nodes[1]!.pid!, 'SIGKILL');
    await running;
    await lab.reset();
    assert.equal((await node2.$`hostname`).stdout, 'node2');
  });

  it('knows its chapters', async () => {
    await assert.rejects(lab.open('vteh'), /There is no chapter called "vteh"\.\nThere (is|are): /);
  });

  it('tells to open it first', async () => {
    await assert.rejects(new Lab(LAB).topology(), /The lab is not open/);
  });
});
