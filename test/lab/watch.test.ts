import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { canDraw } from '../../lib/src/kernel/display.js';
import { Lab } from '../../lib/src/lab/lab.js';
import type { Namespace, Node } from '../../lib/src/lab/node.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { LAB } from './netdive.js';

describe('lab.watch', function () {
  this.timeout(120_000);
  const lab = new Lab(LAB);
  let node1: Node;
  let red: Namespace;

  before(async () => {
    ({ node1 } = await lab.open());
    // No addresses that come by themselves: what the kernel does of its own would be told too. A device that is set up by the
    // same command has one before the command's other words are heard.
    await node1.$`
      ip link add br0 type bridge
      ip link set br0 addrgenmode none
      ip link set br0 up
      for name in red blue; do
        ip netns add $name
        ip link add $name type veth peer name eth0 netns $name
        ip link set $name addrgenmode none
        ip link set $name master br0 up
        ip -n $name link set eth0 addrgenmode none
        ip -n $name link set eth0 up
      done`;
    red = await node1.netns('red');
    await red.$`ip addr add 10.0.0.1/24 dev eth0`;
  });
  after(async () => {
    lab.close();
    await new QemuProvider(LAB).down();
  });

  it('tells the address, the route and the setting that a command made, and only these', async () => {
    const seen = await lab.watch(
      () => node1.$`
        ip -n blue addr add 10.0.0.2/24 dev eth0
        ip link set red mtu 1400`,
    );
    assert.equal(seen.value.exitCode, 0);
    assert.deepEqual(
      seen.addresses.map(({ host, netns, ifname, local, change }) => [host, netns, ifname, local, change]),
      [['node1', 'blue', 'eth0', '10.0.0.2', 'added']],
    );
    assert.deepEqual(
      seen.routes.map(({ netns, dst, change }) => [netns, dst, change]),
      [['blue', '10.0.0.0/24', 'added']],
    );
    assert.deepEqual(
      seen.links.map(({ netns, ifname, mtu, was }) => [netns, ifname, mtu, was]),
      [
        ['', 'br0', 1400, { mtu: 1500 }], // a bridge takes the smallest of its ports
        ['', 'red', 1400, { mtu: 1500 }],
      ],
    );
    assert.deepEqual([seen.namespaces, seen.neighbours], [[], []]);
  });

  it('tells what one ping leaves behind: neighbours on both sides, MACs behind ports, packets on each device', async () => {
    await node1.$`bridge fdb flush dev br0 dynamic 2>/dev/null || ip link set br0 type bridge fdb_flush`;
    const seen = await lab.watch(() => red.ping('10.0.0.2'));
    assert.equal(seen.value.received, 1);
    assert.deepEqual(seen.neighbours.map(({ netns, dst }) => `${netns} ${dst}`).sort(), [
      'blue 10.0.0.1',
      'red 10.0.0.2',
    ]);
    const learned = seen.fdb.filter(({ change, state }) => change === 'added' && !state).map(({ ifname }) => ifname);
    assert.deepEqual([...new Set(learned)].sort(), ['blue', 'red']);
    const eth0 = seen.counters.find(({ netns, ifname }) => netns === 'red' && ifname === 'eth0');
    assert.ok(eth0!.tx.packets >= 2 && eth0!.rx.packets >= 2, 'a question and a request went out, two answers came');
    assert.ok(!seen.counters.some(({ host, ifname }) => host === 'node2' || ifname === 'mgmt0'));
    assert.ok(canDraw(seen));
    assert.match(inspect(seen), /node1\n[^]*red +│ added +│ neighbour │ 10\.0\.0\.2[^]*rx packets/);
  });

  it('gives on what the action throws, and wants a function', async () => {
    await assert.rejects(
      lab.watch(() => node1.$`false`),
      /exit code 1/,
    );
    const given = node1.ping('127.0.0.1') as never;
    await assert.rejects(lab.watch(given), /wants a function[^]*\(\) =>/);
    await given;
  });
});
