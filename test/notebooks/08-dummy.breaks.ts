import type { Break } from './breaks.js';

/** It sends pings, and answers none. */
const mute = 'sysctl -w net.ipv4.icmp_echo_ignore_all=1';
/** A route to nowhere becomes another kind of it. */
const reroute = (subnet: string, before: string, after: string): string => `ip route del ${before} ${subnet}
      ip route add ${after} ${subnet}`;
const ownedByLo = (address: string): string => `ip addr add ${address}/32 dev lo`;
const serviceGone = 'ip addr del 10.9.9.9/32 dev svc0';
const cacheGone = 'ip addr del 169.254.20.10/32 dev nodelocaldns';

export const breaks: readonly Break[] = [
  { claim: 'it is down, and it asks nobody for a MAC: NOARP', command: 'ip link set dummy1 arp on' },
  {
    claim: 'it has a signal at once, and its state is UNKNOWN',
    command: 'ip link set dummy1 carrier off',
    also: ['the state of dummy1: DOWN'],
  },
  {
    claim: 'it counts ten, and not one of them as lost',
    before: 'lab.capture(',
    command: 'ip route add 10.8.0.2 dev eth0',
    also: ['packets that dummy1 has sent: 0'],
  },
  {
    claim: 'ten were seen on dummy1, and on no other device of both machines',
    before: 'lab.capture(',
    command: `tc qdisc add dev dummy1 clsact
      tc filter add dev dummy1 egress matchall action mirred egress mirror dev eth0`,
  },
  {
    claim: 'nothing has come in',
    before: 'lab.capture(',
    command: `ip netns add far
      ip link del dummy1
      ip link add dummy1 type veth peer name eth0 netns far
      ip addr add 10.8.0.1/24 dev dummy1
      ip link set dummy1 up
      ip -n far addr add 10.8.0.2/24 dev eth0
      ip -n far link set eth0 up`,
    also: [
      'it counts ten, and not one of them as lost',
      'ten were seen on dummy1, and on no other device of both machines',
      ...[11, 12, 13, 14].map((count) => `packets that dummy1 has sent: ${count}`),
    ],
  },
  {
    claim: 'it is addressed to the card that sends it',
    before: 'node1.capture(',
    command: 'ip neigh replace 10.8.0.2 lladdr 02:00:00:00:00:99 dev dummy1 nud permanent',
  },
  {
    claim: 'when told so it is without a carrier: a cable pulled for a test',
    command: 'ip link set dummy1 carrier on',
  },
  {
    claim: 'ten replies, and dummy1 has not moved a packet',
    command: mute,
    also: ['replies out of ten from its own address: 0'],
  },
  {
    claim: 'lo has: ten questions and ten answers',
    command: mute,
    also: ['ten replies, and dummy1 has not moved a packet', 'replies out of ten from its own address: 0'],
  },
  {
    claim: 'the line names dummy1, and the way leads by lo',
    command: `ip addr del 10.8.0.1/24 dev dummy1
      ip addr add 10.8.0.7/24 dev dummy1`,
  },
  { claim: 'dummy1 is down, and its address answers', command: mute },
  {
    claim: 'the address is on a card that is up, and does not answer',
    command: 'ip -n red link set lo up',
  },
  { claim: 'with lo up it answers', command: `ip netns exec red ${mute}` },
  {
    claim: 'into the dummy: sent, and not a word',
    command: reroute('10.61.0.0/16', 'unicast', 'unreachable'),
  },
  {
    claim: 'the two others are refused, blackhole with an odd reason',
    command: reroute('10.62.0.0/16', 'blackhole', 'unreachable'),
    also: ['what a blackhole says on the spot: No route to host'],
  },
  {
    claim: 'dummy and blackhole are silent',
    command: reroute('10.62.0.0/16', 'blackhole', 'unreachable'),
  },
  {
    claim: 'of unreachable node1 sends word',
    command: reroute('10.63.0.0/16', 'unreachable', 'blackhole'),
  },
  {
    claim: 'the dummy is a station that can be watched, the last one',
    command: reroute('10.61.0.0/16', 'unicast', 'blackhole'),
  },
  {
    claim: 'and it has counted: one from node1, two from node2',
    command: `ip link del dummy1
      ip link add dummy1 type dummy`,
  },
  { claim: 'node2 reaches it by eth0', command: serviceGone },
  { claim: 'the same address, now by eth1', command: serviceGone },
  {
    claim: 'it answers: an address belongs to the machine',
    command: 'ip addr del 10.1.0.1/24 dev eth0',
    also: ['replies from the address of a card that is off: 0'],
  },
  { claim: 'the card is given away, and its address is gone with it', command: ownedByLo('10.1.0.1') },
  { claim: 'the address of the dummy stays', command: serviceGone },
  {
    claim: 'node1 answers, with the MAC of eth0',
    before: 'const ask',
    command: 'sysctl -w net.ipv4.conf.eth0.arp_ignore=1',
    also: ['answers to who has 10.9.9.9: 0'],
  },
  { claim: 'eth0 speaks for its own addresses only', command: 'ip addr add 10.9.9.9/32 dev eth0' },
  { claim: 'by its route the service is reached as before', command: mute },
  { claim: 'IPVS is set up, and node2 is not served', command: ownedByLo('10.96.0.1') },
  { claim: 'now node2 is served', command: 'ipvsadm -C' },
  { claim: 'the device is down, and has not moved a packet', command: 'ip link set kube-ipvs0 up' },
  { claim: 'nobody can listen on an address that the machine has not', command: ownedByLo('169.254.20.10') },
  { claim: 'one address, and each pod is answered by its own machine', command: cacheGone },
  {
    claim: 'nothing of it was on the wire',
    command: `${cacheGone}
      ip route add 169.254.20.10 via 10.1.0.2`,
    also: ['one address, and each pod is answered by its own machine'],
  },
  { claim: 'the program listens on, and nobody gets there', command: ownedByLo('169.254.20.10') },
  { claim: 'the address is back, and so is the answer', command: 'ip -n red link set eth0 down' },
  { claim: 'the service is reached before that night, and after it', before: 'const evening', command: mute },
  { claim: 'nothing is left behind', command: 'ip link add ghost type dummy' },
];
