import assert from 'node:assert/strict';
import { Lab } from '../../lib/src/lab/lab.js';
import type { Namespace, Node } from '../../lib/src/lab/node.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { routed } from '../fixtures/scenario.js';
import { eachInTurn } from './in-turn.js';
import { only, place, quiet, says } from './journeys.js';
import { LAB } from './netdive.js';

/** What the devices between do to a packet, which is one and the same for all that. */
describe('one packet that lab.follow follows', function () {
  this.timeout(120_000);
  const lab = new Lab(LAB);
  let node1: Node;
  let node2: Node;
  const netns = new Map<string, Namespace>();
  const at = (name: string): Namespace => netns.get(name)!;

  before(async () => {
    ({ node1, node2 } = await lab.open());
    for (const node of [node1, node2]) await node.$`${quiet}`;
  });
  after(async () => {
    lab.close();
    await new QemuProvider(LAB).down();
  });

  describe('through a router', () => {
    before(async () => {
      await node1.$`bash -c ${routed}`;
      for (const name of ['a', 'r', 'b']) netns.set(name, await node1.netns(name));
      await at('a').ping('10.0.2.2', { wait: 5 });
    });

    it('is known whole and in fragments, which fan out where it was cut', async () => {
      await at('r').$`ip link set rb mtu 1400`;
      await at('a').$`ip route flush cache`; // it has been told of the smaller MTU, and would cut the packet itself
      const { flights } = await lab.follow(() => at('a').try`ping -c 1 -W 2 -M dont -s 1450 10.0.2.2`);
      const request = only(flights, /^ICMP echo request/);
      assert.deepEqual(
        request.hops.filter(({ from }) => from === 1).map((hop) => [place(hop), hop.fragment]),
        [
          ['node1/r/rb out', { offset: 0, length: 1376, last: false }],
          ['node1/r/rb out', { offset: 1376, length: 82, last: true }],
        ],
      );
      assert.equal(request.hops.length, 6);
    });

    it('is known before and after its source is translated, and its reply knows it', async () => {
      await at('r').$`ip link set rb mtu 1500`;
      await at('r')
        .$`nft 'add table ip n; add chain ip n c { type nat hook postrouting priority 100; }; add rule ip n c oifname "rb" masquerade'`;
      const { flights } = await lab.follow(() => at('a').ping('10.0.2.2', { wait: 5 }));
      await at('r').$`nft flush ruleset`;
      const request = only(flights, /^ICMP echo request/);
      assert.deepEqual(request.hops.map(place), ['node1/a/a0 out', 'node1/r/ra in', 'node1/r/rb out', 'node1/b/b0 in']);
      assert.ok(says(request).includes('source translated: 10.0.1.2 > 10.0.2.1'), says(request).join('; '));
      assert.equal(flights[only(flights, /^ICMP echo reply/).replyTo!], request);
    });

    it('is known before and after its destination is translated, and its reply knows it', async () => {
      await at('r')
        .$`nft 'add table ip n; add chain ip n c { type nat hook prerouting priority -100; }; add rule ip n c ip daddr 10.0.9.9 dnat to 10.0.2.2'`;
      const { flights } = await lab.follow(() => at('a').ping('10.0.9.9', { wait: 5 }));
      await at('r').$`nft flush ruleset`;
      const request = only(flights, /^ICMP echo request/);
      assert.deepEqual(request.hops.map(place), ['node1/a/a0 out', 'node1/r/ra in', 'node1/r/rb out', 'node1/b/b0 in']);
      assert.ok(says(request).includes('destination translated: 10.0.9.9 > 10.0.2.2'), says(request).join('; '));
      assert.equal(flights[only(flights, /^ICMP echo reply/).replyTo!], request);
    });

    it('is known with IPv6, whose hop limit counts down', async () => {
      await node1.$`
        ip netns exec r sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
        ip netns exec a sysctl -qw net.ipv6.conf.all.disable_ipv6=0
        ip netns exec b sysctl -qw net.ipv6.conf.all.disable_ipv6=0
        ip -n a addr add fd01::2/64 dev a0 nodad
        ip -n r addr add fd01::1/64 dev ra nodad
        ip -n r addr add fd02::1/64 dev rb nodad
        ip -n b addr add fd02::2/64 dev b0 nodad
        ip -n a route add default via fd01::1
        ip -n b route add default via fd02::1`;
      await at('a').ping('fd02::2', { wait: 5 });
      const { flights } = await lab.follow(() => at('a').ping('fd02::2', { wait: 5 }));
      const request = only(flights, /^ICMPv6 echo request/);
      assert.deepEqual(request.hops.map(place), ['node1/a/a0 out', 'node1/r/ra in', 'node1/r/rb out', 'node1/b/b0 in']);
      assert.ok(says(request).includes('hop limit 64 > 63'), says(request).join('; '));
      assert.equal(flights[only(flights, /^ICMPv6 echo reply/).replyTo!], request);
    });
  });

  describe('between the machines', () => {
    before(async () => {
      for (const [node, own, other] of [
        [node1, 1, 2],
        [node2, 2, 1],
      ] as const) {
        const ends = ['local', `192.168.0.${own}`, 'remote', `192.168.0.${other}`];
        await node.$`
          ip addr add 192.168.0.${own}/24 dev eth0
          ip link set eth0 up
          ip link add gre1 type gre key 5 ${ends}
          ip link add ipip1 type ipip ${ends}
          ip link add gnv0 type geneve id 9 remote 192.168.0.${other}
          ip link add link eth0 name eth0.7 type vlan id 7
          ip netns add m
          ip link add mac0 link eth0 netns m type macvlan mode bridge
          ip -n m addr add 10.1.4.${own}/24 dev mac0
          ip -n m link set mac0 up`;
        for (const [net, ifname] of ['gre1', 'ipip1', 'gnv0', 'eth0.7'].entries())
          await node.$`
            ip addr add 10.1.${net}.${own}/24 dev ${ifname}
            ip link set ${ifname} up`;
      }
      netns.set('m', await node1.netns('m'));
      await node1.ping('192.168.0.2', { wait: 5 });
    });

    for (const [net, ifname, on, off] of [
      [0, 'gre1', 'into GRE key 5, 192.168.0.1 > 192.168.0.2', 'out of GRE key 5, 192.168.0.1 > 192.168.0.2'],
      [1, 'ipip1', 'into IP in IP, 192.168.0.1 > 192.168.0.2', 'out of IP in IP, 192.168.0.1 > 192.168.0.2'],
      [2, 'gnv0', 'into Geneve vni 9, 192.168.0.1 > 192.168.0.2', 'out of Geneve vni 9, 192.168.0.1 > 192.168.0.2'],
      [3, 'eth0.7', 'tag 7 put on', 'tag 7 taken off'],
    ] as const) {
      it(`is known on both sides of ${ifname}, and inside`, async () => {
        const { flights } = await lab.follow(() => node1.ping(`10.1.${net}.2`, { wait: 5 }));
        const request = only(flights, /^ICMP echo request/);
        assert.deepEqual(request.hops.map(place), [
          `node1//${ifname} out`,
          'node1//eth0 out',
          'node2//eth0 in',
          `node2//${ifname} in`,
        ]);
        assert.deepEqual(says(request), [on, off]);
        assert.equal(flights[only(flights, /^ICMP echo reply/).replyTo!], request);
      });
    }

    it('goes on as others where TCP’s bytes are cut on their way, which is told, and none of them is taken for lost', async () => {
      const sink = await node2.start('nc -l -k 8080 > /dev/null', { ready: { port: 8080 } });
      const { flights, notes } = await lab.follow(() => node1.$`head -c 50000 /dev/zero | nc -N 10.1.0.2 8080`);
      await sink.stop();
      const lengths = (name: string): number[] =>
        flights.flatMap(({ hops }) => hops.filter((hop) => place(hop) === name).map(({ packet }) => packet.length));
      assert.ok(Math.max(...lengths('node1//gre1 out')) > 1500 && Math.max(...lengths('node1//eth0 out')) <= 1514);
      assert.match(notes!.join(), /^TCP packets were cut[^,]*, or put together[^]*gro off$/);
      assert.deepEqual(
        flights.flatMap(({ ends }) => ends),
        [],
      );
    });

    it('is known on a macvlan and on its parent', async () => {
      const { flights } = await lab.follow(() => at('m').ping('10.1.4.2', { wait: 5 }));
      assert.deepEqual(only(flights, /^ICMP echo request/).hops.map(place), [
        'node1/m/mac0 out',
        'node1//eth0 out',
        'node2//eth0 in',
        'node2/m/mac0 in',
      ]);
    });
  });

  it('fans out as a tree where a bridge floods it', async () => {
    await node1.$`
      ip link add br0 type bridge
      ip link set br0 up`;
    for (const name of ['c', 'd', 'e'])
      await node1.$`
        ip netns add ${name}
        ip netns exec ${name} ${quiet}
        ip link add v${name} type veth peer name eth0 netns ${name}
        ip link set v${name} master br0 up
        ip -n ${name} link set eth0 up`;
    await node1.$`
      ip -n c addr add 10.0.5.1/24 dev eth0
      ip -n c neigh add 10.0.5.2 lladdr 02:00:00:00:00:99 dev eth0`;
    const c = await node1.netns('c');
    const { flights } = await lab.follow(() => c.try`ping -c 1 -W 1 10.0.5.2`);
    const { hops } = only(flights, /^ICMP echo request/);
    const after = (index: number): string[] => hops.filter(({ from }) => from === index).map(place);
    assert.deepEqual(hops.slice(0, 2).map(place), ['node1/c/eth0 out', 'node1//vc in']);
    assert.deepEqual(after(1).sort(), ['node1//vd out', 'node1//ve out']);
    for (const name of ['d', 'e'])
      assert.deepEqual(after(hops.findIndex((hop) => place(hop) === `node1//v${name} out`)), [`node1/${name}/eth0 in`]);
  });

  eachInTurn(this, ['lib/src/capture', 'lib/src/lab/capture', 'lib/src/lab/follow', 'test/lab/follow-changes.test.ts']);
});
