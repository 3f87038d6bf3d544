import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Lab } from '../../lib/src/lab/lab.js';
import type { Namespace, Node } from '../../lib/src/lab/node.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { only, place, quiet, says } from './journeys.js';
import { LAB } from './netdive.js';

/** How many pings are followed over both machines. */
const JOURNEYS = Number(process.env.NETDIVE_JOURNEYS ?? 5);

describe('lab.follow over both machines, through veth, bridge and VXLAN', function () {
  this.timeout(120_000 + JOURNEYS * 20_000);
  const lab = new Lab(LAB);
  let node1: Node;
  let node2: Node;
  const netns = new Map<string, Namespace>();
  const at = (name: string): Namespace => netns.get(name)!;

  before(async () => {
    ({ node1, node2 } = await lab.open());
    for (const [node, name, own, other] of [
      [node1, 'red', 1, 2],
      [node2, 'blue', 2, 1],
    ] as const) {
      await node.$`
          ${quiet}
          ip link set eth0 up
          ip addr add 192.168.0.${own}/24 dev eth0
          ip netns add ${name}
          ip link add br0 type bridge
          ip link set br0 up
          ip link add v0 type veth peer name eth0 netns ${name}
          ip link set v0 master br0 up
          ip -n ${name} addr add 10.0.0.${own}/24 dev eth0
          ip -n ${name} link set eth0 up
          ip link add vxlan0 type vxlan id 100 dstport 4789 local 192.168.0.${own} remote 192.168.0.${other}
          ip link set vxlan0 master br0 up`;
      netns.set(name, await node.netns(name));
    }
  });
  after(async () => {
    lab.close();
    await new QemuProvider(LAB).down();
  });

  const there = [
    'node1/red/eth0 out',
    'node1//v0 in',
    'node1//vxlan0 out',
    'node1//eth0 out',
    'node2//eth0 in',
    'node2//vxlan0 in',
    'node2//v0 out',
    'node2/blue/eth0 in',
  ];
  const back = there
    .map((one) => (one.endsWith(' in') ? one.replace(' in', ' out') : one.replace(' out', ' in')))
    .reverse();

  it(`is complete ${JOURNEYS} times out of ${JOURNEYS}: none missing, none doubled, the first with its ARP flooded`, async () => {
    for (let time = 1; time <= JOURNEYS; time++) {
      const followed = await lab.follow(() => at('red').ping('10.0.0.2', { wait: 5 }));
      const which = `journey ${time}:\n${inspect(followed)}`;
      assert.equal(followed.value.received, 1, which);
      const request = only(followed.flights, /^ICMP echo request/);
      const reply = only(followed.flights, /^ICMP echo reply/);
      assert.deepEqual(request.hops.map(place), there, which);
      assert.deepEqual(reply.hops.map(place), back, which);
      for (const { hops, ends } of [request, reply]) {
        assert.deepEqual(
          hops.map(({ from }) => from),
          [undefined, 0, 1, 2, 3, 4, 5, 6],
          which,
        );
        assert.deepEqual(ends, [], which);
      }
      assert.deepEqual(says(request), [
        'into VXLAN vni 100, 192.168.0.1 > 192.168.0.2',
        'out of VXLAN vni 100, 192.168.0.1 > 192.168.0.2',
      ]);
      assert.equal(followed.flights[reply.replyTo!], request, which);
      assert.deepEqual(
        followed.clocks.map(({ host, known }) => [host, known]),
        [['node2', 'crossings']],
        which,
      );
      assert.deepEqual(followed.notes, [], which);
      if (time > 1) continue;
      const who = only(followed.flights, /^ARP who-has 10\.0\.0\.2 /);
      assert.deepEqual(
        who.hops
          .filter(({ from }) => from === 1)
          .map(place)
          .sort(),
        ['node1//br0 in', 'node1//vxlan0 out'],
      );
      assert.equal(followed.flights[only(followed.flights, /^ARP 10\.0\.0\.2 is-at/).replyTo!], who);
    }
  });
});
