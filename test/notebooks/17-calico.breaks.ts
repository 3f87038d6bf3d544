import type { Break } from './breaks.js';

/** It takes no packets of this kind. */
const deaf = (name: string, kind: string): string => `ip netns exec ${name} nft '
      add table ip deaf
      add chain ip deaf in { type filter hook input priority 0; }
      add rule ip deaf in ${kind}'`;

/** It answers as if its packets had come by one router more. */
const farther = (name: string): string => `ip netns exec ${name} sysctl -w net.ipv4.ip_default_ttl=63`;

const greenIn = 'nft insert rule ip felix to-red ip saddr 10.10.1.3 accept';

export const breaks: readonly Break[] = [
  {
    claim: 'red asks who has 169.254.1.1, and nobody answers',
    before: 'const silent =',
    command: 'ip route add default via 10.1.0.254',
  },
  {
    claim: 'nobody has 169.254.1.1, and the cable’s other end answers for it',
    command: 'ip addr add 169.254.1.1/32 dev lo',
  },
  {
    claim: 'a neighbour is a router away: every packet is routed',
    before: 'const ping =',
    command: farther('green'),
    also: ['the TTL of green’s reply: 62'],
  },
  {
    claim: 'the other block is behind the other machine, the own one a hole',
    before: 'const talked =',
    command: 'sed -i s/blackhole/unreachable/ /etc/bird/bird.conf',
  },
  { claim: 'the session stands: one block heard, one told', command: 'birdc disable block' },
  {
    claim: 'UPDATE: 10.10.2.0/26 is by way of 10.1.0.2',
    before: 'const heard =',
    on: 'node2',
    command: `sed -i 's/next hop self/next hop address 10.1.0.9/' /etc/bird/bird.conf
      birdc configure`,
  },
  {
    claim: 'two routers, and nowhere a byte more than 98',
    before: 'const journey =',
    on: 'node2',
    command: farther('blue'),
    also: ['the TTL of blue’s reply: 61'],
  },
  {
    claim: 'one word, withdrawn, and the route is gone on node1',
    before: 'const back =',
    command: 'ip route add 10.10.2.0/26 via 10.1.0.2 metric 5',
  },
  {
    claim: 'node2 still has its routes, node1 has taken its own back',
    on: 'node2',
    command: 'ip route del 10.10.1.0/26',
  },
  {
    claim: 'repaired: no session any more, the route stays, and blue answers',
    before: 'const waiting =',
    on: 'node2',
    command: 'ip route del 10.10.1.0/26',
  },
  {
    claim: 'the router has the packet, and has never heard of pods',
    before: 'const lost =',
    on: 'node2',
    command: 'ip -n router route add 10.10.2.0/26 via 10.2.0.2',
  },
  {
    claim: 'straight to node2, by the tunnel',
    before: 'const packed =',
    command: `sed -i 's/bgp_next_hop !~ wire/false/' /etc/bird/cross-subnet.conf`,
  },
  {
    claim: '20 bytes more: one IP header, whose protocol is 4, IP itself',
    before: 'const journey =',
    command: 'ip route replace 10.10.2.0/26 via 10.1.0.254 dev tunl0 onlink proto bird metric 32',
    also: ['the TTL of blue’s reply, in the tunnel: undefined'],
  },
  { claim: 'so 1480 bytes are left for a pod’s packet', command: 'ip link set tunl0 mtu 1400' },
  {
    claim: 'no tunnel where none is needed',
    before: 'systemctl start bird',
    command: `sed -i 's,^define wire = .*,define wire = 10.9.0.0/24;,' /etc/bird/machine.conf`,
  },
  { claim: 'without a policy red serves green and blue', command: deaf('red', 'tcp dport 80 reject') },
  { claim: 'blue has the label and is served, green is not', command: greenIn },
  {
    claim: 'on node1, at the hook forward, by a rule of the chain to-red',
    before: 'const stopped =',
    command: `nft '
      add chain ip felix early { type filter hook prerouting priority 0; }
      add rule ip felix early iifname cali-green counter drop'`,
    also: ['three pings, three drops counted'],
  },
  {
    claim: 'three pings, three drops counted',
    before: 'const stopped =',
    command: 'nft insert rule ip felix to-red icmp type echo-request drop',
    // Where two rules may have dropped it, nobody can say which one did.
    also: ['on node1, at the hook forward, by a rule of the chain to-red'],
  },
  {
    claim: 'what red began, it may finish: established',
    before: 'const out =',
    command: 'nft insert rule ip felix to-red drop',
    also: ['answers from green to red: 0'],
  },
  {
    claim: 'green is served from now on',
    command: 'nft insert rule ip felix to-red ip saddr 10.10.1.3 reject',
  },
  { claim: 'node1 reaches its own pod, whatever the policy says', command: deaf('red', 'ip protocol icmp drop') },
  { claim: 'blue is served, green is not', before: 'const asked =', command: greenIn },
  { claim: 'nothing is left behind', command: 'ip link add br7 type bridge' },
];
