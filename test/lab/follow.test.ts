import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Flight, Hop } from '../../lib/src/capture/journey/journey.js';
import { Lab } from '../../lib/src/lab/lab.js';
import type { Namespace, Node } from '../../lib/src/lab/node.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { LAB } from './netdive.js';

/** How many pings are followed over both machines. */
const JOURNEYS = Number(process.env.NETDIVE_JOURNEYS ?? 5);

const place = ({ at }: Hop): string => `${at.host}/${at.netns}/${at.ifname} ${at.direction}`;
const called = (flights: readonly Flight[], name: RegExp): Flight[] => flights.filter((one) => name.test(one.name));
/** The one flight of that name. */
function only(flights: readonly Flight[], name: RegExp): Flight {
  const found = called(flights, name);
  assert.equal(found.length, 1, `${name}: ${flights.map((one) => one.name).join('; ')}`);
  return found[0]!;
}
const says = ({ hops }: Flight): string[] => hops.flatMap(({ changes }) => changes.map((change) => change.says));

describe('lab.follow', function () {
  this.timeout(120_000 + JOURNEYS * 20_000);
  const lab = new Lab(LAB);
  let node1: Node;
  let node2: Node;
  const netns = new Map<string, Namespace>();
  const at = (name: string): Namespace => netns.get(name)!;

  before(async () => {
    ({ node1, node2 } = await lab.open());
  });
  after(async () => {
    lab.close();
    await new QemuProvider(LAB).down();
  });

  /** No addresses that come by themselves: what the kernel does of its own would be followed too. */
  const quiet = 'sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1';

  describe('over both machines, through veth, bridge and VXLAN', () => {
    before(async () => {
      await lab.reset();
      for (const [node, name, own, other] of [
        [node1, 'red', 1, 2],
        [node2, 'blue', 2, 1],
      ] as const) {
        await node.$`
          ${quiet.split(' ')}
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

  describe('through a router', () => {
    before(async () => {
      await lab.reset();
      await node1.$`
        ${quiet.split(' ')}
        for name in a r b; do ip netns add $name; done
        ip link add a0 netns a type veth peer name ra netns r
        ip link add b0 netns b type veth peer name rb netns r
        ip -n a addr add 10.0.1.2/24 dev a0
        ip -n r addr add 10.0.1.1/24 dev ra
        ip -n r addr add 10.0.2.1/24 dev rb
        ip -n b addr add 10.0.2.2/24 dev b0
        ip -n a link set a0 up
        ip -n r link set ra up
        ip -n r link set rb up
        ip -n b link set b0 up
        ip -n a route add default via 10.0.1.1
        ip -n b route add default via 10.0.2.1
        ip netns exec r sysctl -qw net.ipv4.ip_forward=1`;
      for (const name of ['a', 'r', 'b']) netns.set(name, await node1.netns(name));
      await at('a').ping('10.0.2.2', { wait: 5 });
    });

    /** Runs a command in a, and gives the one end of the packet of that name. */
    const endOf = async (line: string, name: RegExp) => {
      const { flights } = await lab.follow(() => at('a').try`bash -c ${line}`);
      const { ends } = only(flights, name);
      assert.equal(ends.length, 1, inspect(flights.map((one) => [one.name, one.ends])));
      return ends[0]!;
    };
    const ECHO = /^ICMP echo request/;
    const PING = 'ping -c 1 -W 1';

    it('ends where its TTL was used up', async () => {
      const { reason, netns: space, ifname } = await endOf(`${PING} -t 1 10.0.2.2`, ECHO);
      assert.deepEqual([reason, space, ifname], ['ttl', 'r', 'ra']);
    });

    it('ends where nobody listens', async () => {
      const { reason, netns: space, ifname } = await endOf('echo X > /dev/udp/10.0.2.2/99', /^UDP/);
      assert.deepEqual([reason, space, ifname], ['no-listener', 'b', 'b0']);
    });

    it('ends where there is no route', async () => {
      const { reason, netns: space, ifname } = await endOf(`${PING} 10.0.9.9`, ECHO);
      assert.deepEqual([reason, space, ifname], ['no-route', 'r', 'ra']);
    });

    it('ends where nobody answers for the next address', async () => {
      const { reason, netns: space, ifname } = await endOf('ping -c 1 -W 5 10.0.2.77', ECHO);
      assert.deepEqual([reason, space, ifname], ['no-neighbour', 'r', 'rb']);
    });

    it('ends at a firewall’s rule, which is told', async () => {
      await at('r')
        .$`nft 'add table ip t; add chain ip t c { type filter hook forward priority 0; }; add rule ip t c icmp type echo-request drop'`;
      const { reason, netns: space, ifname, evidence } = await endOf(`${PING} 10.0.2.2`, ECHO);
      await at('r').$`nft flush ruleset`;
      assert.deepEqual([reason, space, ifname], ['firewall', 'r', 'ra']);
      assert.deepEqual(evidence.slice(1), ['hook forward', 'rule in ip t c: icmp type echo-request drop']);
    });

    it('ends at the reverse path filter', async () => {
      await at('r').$`sysctl -qw net.ipv4.conf.all.rp_filter=1`;
      await at('a').$`ip addr add 10.7.7.7/32 dev a0`;
      const { reason, netns: space, ifname } = await endOf(`${PING} -I 10.7.7.7 10.0.2.2`, ECHO);
      await at('r').$`sysctl -qw net.ipv4.conf.all.rp_filter=0`;
      assert.deepEqual([reason, space, ifname], ['reverse-path', 'r', 'ra']);
    });

    it('ends where it is larger than the MTU and must not be cut', async () => {
      await at('r').$`ip link set rb mtu 1400`;
      const { reason, netns: space, ifname } = await endOf(`${PING} -M do -s 1450 10.0.2.2`, ECHO);
      assert.deepEqual([reason, space, ifname], ['too-big', 'r', 'ra']);
    });

    it('is one packet whole and in fragments, which fan out where it was cut', async () => {
      await at('r').$`ip link set rb mtu 1400`;
      await at('a').$`ip route flush cache`; // it has been told of the smaller MTU, and would cut the packet itself
      const { flights } = await lab.follow(() => at('a').try`ping -c 1 -W 2 -M dont -s 1450 10.0.2.2`);
      const request = only(flights, ECHO);
      assert.deepEqual(
        request.hops.filter(({ from }) => from === 1).map((hop) => [place(hop), hop.fragment]),
        [
          ['node1/r/rb out', { offset: 0, length: 1376, last: false }],
          ['node1/r/rb out', { offset: 1376, length: 82, last: true }],
        ],
      );
      assert.equal(request.hops.length, 6);
    });

    it('is one packet before and after its address is translated, and its reply knows it', async () => {
      await at('r').$`ip link set rb mtu 1500`;
      await at('r')
        .$`nft 'add table ip n; add chain ip n c { type nat hook postrouting priority 100; }; add rule ip n c oifname "rb" masquerade'`;
      const { flights } = await lab.follow(() => at('a').ping('10.0.2.2', { wait: 5 }));
      await at('r').$`nft flush ruleset`;
      const request = only(flights, ECHO);
      assert.deepEqual(request.hops.map(place), ['node1/a/a0 out', 'node1/r/ra in', 'node1/r/rb out', 'node1/b/b0 in']);
      assert.ok(says(request).includes('source translated: 10.0.1.2 > 10.0.2.1'), says(request).join('; '));
      assert.equal(flights[only(flights, /^ICMP echo reply/).replyTo!], request);
    });
  });

  it('ends at a bridge’s port that is no member of the VLAN', async () => {
    await lab.reset();
    await node1.$`
      ${quiet.split(' ')}
      ip link add br0 type bridge vlan_filtering 1
      ip link set br0 up
      for name in c d; do
        ip netns add $name
        ip link add v$name type veth peer name eth0 netns $name
        ip link set v$name master br0 up
        ip -n $name link set eth0 up
      done
      ip -n c addr add 10.0.5.1/24 dev eth0
      ip -n c neigh add 10.0.5.2 lladdr 02:00:00:00:00:0d dev eth0
      bridge vlan del vid 1 dev vc`;
    const c = await node1.netns('c');
    const { flights } = await lab.follow(() => c.try`ping -c 1 -W 1 10.0.5.2`);
    const [end] = only(flights, /^ICMP echo request/).ends;
    assert.deepEqual([end!.reason, end!.host, end!.netns, end!.ifname], ['vlan', 'node1', '', 'vc']);
  });
});
