import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Lab } from '../../lib/src/lab/lab.js';
import type { Namespace, Node } from '../../lib/src/lab/node.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { routed } from '../fixtures/scenario.js';
import { only, quiet } from './journeys.js';
import { LAB } from './netdive.js';

/** Where and why a packet ends: each reason of its own, as a machine’s kernel gives it. */
describe('a packet that lab.follow follows', function () {
  this.timeout(120_000);
  const lab = new Lab(LAB);
  let node1: Node;
  const netns = new Map<string, Namespace>();
  const at = (name: string): Namespace => netns.get(name)!;

  before(async () => {
    ({ node1 } = await lab.open());
    await node1.$`${quiet}`;
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

    it('ends where it is for another machine, and this one does not forward', async () => {
      await at('r').$`sysctl -qw net.ipv4.ip_forward=0`;
      const { reason, netns: space, ifname, look } = await endOf(`${PING} 10.0.2.2`, ECHO);
      await at('r').$`sysctl -qw net.ipv4.ip_forward=1`;
      assert.deepEqual([reason, space, ifname], ['not-forwarding', 'r', 'ra']);
      assert.equal(look, 'ip netns exec r sysctl net.ipv4.ip_forward net.ipv4.conf.ra.forwarding');
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

    it('ends where it was seen last, and why is not known, where the kernel cannot tell', async () => {
      // As in a kernel before 6.5: what asks for a probe gets none.
      await node1.$`
        mountpoint -q /sys/kernel/tracing || mount -t tracefs tracefs /sys/kernel/tracing
        mount --bind /dev/null /sys/kernel/tracing/dynamic_events`;
      await at('r').$`nft 'add table ip t; add chain ip t c { type filter hook forward priority 0; policy drop; }'`;
      const { flights, notes } = await lab.follow(() => at('a').try`bash -c ${`${PING} 10.0.2.2`}`);
      await at('r').$`nft flush ruleset`;
      await node1.$`umount /sys/kernel/tracing/dynamic_events`;
      const [end] = only(flights, ECHO).ends;
      assert.deepEqual([end!.reason, end!.netns, end!.ifname], ['unknown', 'r', 'ra']);
      assert.match(end!.evidence.join(), /node1: its kernel does not tell what it throws away/);
      assert.match(String(notes), /Why packets ended on node1 is not known/);
    });
  });

  it('ends at a bridge’s port where it comes in, and where it would leave, that is no member of the VLAN', async () => {
    await node1.$`
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
    const end = async (): Promise<(string | undefined)[]> => {
      const { flights } = await lab.follow(() => c.try`ping -c 1 -W 1 10.0.5.2`);
      const { ends } = only(flights, /^ICMP echo request/);
      return ends.flatMap(({ reason, host, netns: space, ifname }) => [reason, host, space, ifname]);
    };
    assert.deepEqual(await end(), ['vlan', 'node1', '', 'vc']);
    await node1.$`
      bridge vlan add vid 1 dev vc pvid untagged
      bridge vlan del vid 1 dev vd
      bridge fdb add 02:00:00:00:00:0d dev vd master static`;
    assert.deepEqual(await end(), ['vlan', 'node1', '', 'vc']);
  });
});
