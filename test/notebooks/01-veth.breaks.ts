import type { Break } from './breaks.js';

const ownTable = (route: string): string =>
  `ip -n red rule add pref 5 lookup 77; ip -n red route add ${route} table 77`;

export const breaks: readonly Break[] = [
  {
    claim: 'the only one is lo, and it is down',
    before: "node1.netns('red')",
    command: 'ip -n red link set lo up',
  },
  {
    claim: 'with lo up, the namespace answers itself',
    command: 'ip netns exec red sysctl -w net.ipv4.icmp_echo_ignore_all=1',
  },
  {
    claim: 'the machine has a route, the namespace has none',
    command: 'ip -n red route add blackhole 10.99.0.0/16',
  },
  { claim: 'the rule is inside only', command: 'nft add table inet stray' },
  { claim: 'now the namespace refuses even itself', command: 'ip netns exec red nft flush ruleset' },
  {
    claim: 'the ends are in two namespaces, and each still names the other',
    command: `ip link del veth0
      ip link add veth0 type veth peer name elsewhere
      ip link add stranger type veth peer name eth0 netns red`,
  },
  {
    claim: 'three requests, three replies, no router crossed',
    command: 'ip netns exec red sysctl -w net.ipv4.ip_default_ttl=63',
    also: ['the TTL of the reply: 63'],
  },
  {
    claim: 'out of veth0, in at eth0, and nothing is changed on the way',
    before: 'lab.follow(',
    command: 'tc qdisc add dev veth0 root netem loss 100%',
  },
  ...['what veth0 sent, eth0 received', 'what eth0 sent, veth0 received'].map((claim, _, both) => ({
    claim,
    before: 'const count =',
    command: `ip -n red link set eth0 name counted
      ip link add stranger type veth peer name eth0 netns red`,
    also: both,
  })),
  {
    claim: 'the other end has lost its carrier',
    before: 'ip link set eth0 down',
    command: `ip -n red link set eth0 name cable
      ip -n red link add eth0 type dummy`,
  },
  {
    claim: 'but nobody has switched it off: it is still UP',
    before: 'ip link set eth0 down',
    command: 'ip link set veth0 down',
    also: ['the other end has lost its carrier'], // only a device that is UP is told to have none
  },
  { claim: 'the route is still there, marked linkdown', command: 'ip route del 10.0.0.0/24 dev veth0' },
  { claim: 'the cable carries again', command: 'ip addr del 10.0.0.1/24 dev veth0' },
  {
    claim: 'but the machine’s other address is out of reach now',
    command: 'ip -n red addr add 192.168.127.11/32 dev lo; ip -n red link set lo up',
  },
  { claim: 'the connected route came back by itself', command: 'ip -n red route del 10.0.0.0/24' },
  { claim: 'the default route did not', command: 'ip -n red route add default via 10.0.0.1' },
  { claim: 'repaired', command: 'sysctl -w net.ipv4.icmp_echo_ignore_all=1' },
  {
    claim: 'the kernel made the connected route',
    before: 'const kinds =',
    command: `ip -n red route add 10.0.0.0/24 dev eth0 metric 5
      ip -n red route del 10.0.0.0/24 proto kernel`,
  },
  {
    claim: 'a person made the static one and the default',
    before: 'const kinds =',
    command: 'ip -n red route replace 10.20.0.0/16 via 10.0.0.1 proto static',
  },
  {
    claim: 'and a routing program signed the dynamic one',
    before: 'const kinds =',
    command: 'ip -n red route replace 10.30.0.0/16 via 10.0.0.1 proto static',
  },
  {
    claim: 'a static /25 beats the connected /24',
    before: 'const taken =',
    command: ownTable('10.0.0.0/24 dev eth0'),
    also: ['10.0.0.129 goes by the: connected'],
  },
  {
    claim: 'the other half still goes by the cable itself',
    before: 'const taken =',
    command: 'ip -n red route add 10.0.0.0/25 via 10.0.0.1',
  },
  { claim: 'the same prefix: the lower metric wins', command: ownTable('10.40.0.0/17 via 10.0.0.1') },
  { claim: 'a longer prefix wins whatever its metric', command: ownTable('10.40.7.0/24 via 10.0.0.77') },
  {
    claim: 'it answers, and nobody is there',
    command: 'ip netns exec red sleep 300 > /dev/null 2>&1 &',
    also: ['processes in the namespace that answers: 1'],
  },
  {
    claim: 'the namespace is silent now, the machine is not',
    command: 'sysctl -w net.ipv4.icmp_echo_ignore_all=1',
  },
  { claim: 'one address, two processes', command: 'echo somebody else > /srv/two/index.html' },
  { claim: 'both listen in the namespace', command: "pkill -f 'http.server 8002'" },
  {
    claim: 'neither listens on the machine',
    command: `socat TCP-LISTEN:8002,fork STDOUT > /dev/null 2>&1 &
      until ss -Hltn | grep -q ':8002 '; do sleep 0.05; done`,
  },
  { claim: 'the port is taken', command: "pkill -f 'http.server 8001'" },
  {
    claim: 'the machine reaches blue, and no router is between them',
    before: 'const reached =',
    command: 'ip -n blue link set eth0 down',
  },
  { claim: 'nothing is left behind', command: 'ip netns add ghost' },
];
