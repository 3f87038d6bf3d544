import type { Break } from './breaks.js';

/** node1 has an address itself, and answers before anybody else could. */
const answeredByNode1 = (address: string): string => `ip addr add ${address}/32 dev lo`;
/** The same on node2, for what its own pods ask. */
const answeredByNode2 = (address: string): Pick<Break, 'on' | 'command'> => ({
  on: 'node2',
  command: `ip addr add ${address}/32 dev lo`,
});
/** The packets of a ping come in two parts. */
const cutUp = (netns: string): string => `ip netns exec ${netns} sysctl -w net.ipv4.ip_no_pmtu_disc=1
      ip link set tun0 mtu 68`;
const goldIsUnplugged: Pick<Break, 'on' | 'command'> = { on: 'node2', command: 'ip link set veth-gold nomaster' };
/** node2 would answer by the card that red's bare packet came by. */
const backByUplink: Pick<Break, 'on' | 'command'> = {
  on: 'node2',
  command: 'ip route add 172.16.0.0/24 via 10.2.0.254',
};
/** For node1 the address that red lies about is red's. */
const forgedIsReds = 'ip route add 172.16.1.3/32 dev br0';
const noRule = 'ip rule del from 172.16.0.0/24 lookup 100';

const wholeTtl = 'the TTL of node2’s reply: 64';
const calls = 'calls of socat on node1, for 20 pings: 0';

export const breaks: readonly Break[] = [
  { claim: 'the router has the packet, and no route to a pod', command: answeredByNode1('172.16.1.2') },
  {
    claim: 'with routes everywhere it works, and no tunnel is needed',
    command: answeredByNode1('172.16.1.2'),
    also: ['the TTL of blue’s reply, by way of three routers: 64'],
  },
  {
    claim: 'in at one end, through the other',
    command: `printf '#!/bin/sh\\ncat\\n' > /usr/local/bin/tr
      chmod +x /usr/local/bin/tr`,
  },
  { claim: 'own pods are behind br0, all others behind tun0', command: 'ip route add 172.16.1.0/24 via 10.1.0.254' },
  {
    claim: 'node1 and node2 each took one off, and nobody else',
    before: 'const ping =',
    command: answeredByNode1('172.16.1.2'),
    also: ['the TTL of blue’s reply, through the overlay: 64'],
  },
  {
    claim: 'and the router knows of no pod to this day',
    on: 'node2',
    command: 'ip -n router route add 172.16.0.0/24 via 10.1.0.1',
  },
  {
    claim: 'the end on node1 is gone too, and says: Connection refused',
    command: `nft '
      add table ip wall
      add chain ip wall door { type filter hook input priority 0; }
      add rule ip wall door icmp type destination-unreachable drop'`,
  },
  { claim: 'repaired', command: answeredByNode1('172.16.1.2') },
  {
    claim: 'it is packed from node2’s card to node1’s, and nowhere else',
    before: 'lab.follow(',
    ...answeredByNode2('172.16.0.2'),
  },
  {
    claim: 'the router’s TTL is the outer one’s',
    before: 'lab.follow(',
    ...answeredByNode2('172.16.0.2'),
    also: ['it is packed from node2’s card to node1’s, and nowhere else'],
  },
  {
    claim: 'IP in UDP on eth0, bare IP on tun0, a frame on br0',
    before: 'lab.capture(',
    ...answeredByNode2('172.16.0.2'),
  },
  {
    claim: '20 + 8 bytes around the packet of 84',
    before: 'lab.capture(',
    on: 'node2',
    command: cutUp('blue'),
  },
  { claim: 'who talks to whom, and what: the router reads it all', ...answeredByNode2('172.16.0.2') },
  {
    claim: 'back through the tunnel only node1 takes one off',
    before: 'lab.follow(',
    command: answeredByNode1('10.2.0.2'),
    also: [wholeTtl],
  },
  {
    claim: 'there it goes bare, back it is packed',
    before: 'lab.follow(',
    command: answeredByNode1('10.2.0.2'),
    also: [wholeTtl, 'back through the tunnel only node1 takes one off'],
  },
  { claim: 'gold gets an answer to what it never asked', ...goldIsUnplugged },
  { claim: 'node1 throws the forged packet away at its door', before: 'const stopped =', command: forgedIsReds },
  { claim: 'the kernel of node2 names the filter', before: 'const dropped =', ...backByUplink },
  {
    claim: 'and counts: TcpExtIPReversePathFilter, one a packet',
    before: 'const dropped =',
    ...backByUplink,
    also: ['the kernel of node2 names the filter'],
  },
  { claim: 'it came by uplink, and an answer would go by tun0', ...backByUplink },
  {
    claim: 'loose lets the honest ping through',
    before: 'await filter(2)',
    on: 'node2',
    command: 'sysctl -w net.ipv4.icmp_echo_ignore_all=1',
  },
  { claim: 'and the forged one as well', before: 'await filter(2)', ...goldIsUnplugged },
  { claim: 'all says off, uplink says strict: strict it is', command: answeredByNode1('10.2.0.2') },
  { claim: 'a pod’s packet goes by tun0, the tunnel’s own by eth0', command: noRule },
  { claim: 'repaired, with the filter on', before: 'const healed =', command: noRule },
  {
    claim: 'there and back in the tunnel',
    before: 'const healed =',
    command: noRule,
    also: ['repaired, with the filter on'],
  },
  {
    claim: 'and who forges is still sent away',
    command: `${forgedIsReds}
      ${answeredByNode1('10.2.0.2')}`,
  },
  {
    claim: 'socat adds 28 bytes, VXLAN 50: it carries a whole frame',
    before: 'await use(true)',
    command: cutUp('red'),
  },
  {
    claim: 'a read and a write for each packet, there and back',
    before: 'const vxlanCalls',
    command: answeredByNode1('172.16.1.2'),
    also: [calls],
  },
  {
    claim: 'VXLAN asks no program at all',
    before: 'const vxlanCalls',
    command: 'ip route add 172.16.1.2/32 dev tun0',
  },
  {
    claim: 'VXLAN carries more than twice as much',
    before: 'const slow',
    command: 'tc qdisc add dev vx0 root tbf rate 1mbit burst 10kb latency 50ms',
  },
  {
    claim: 'a full packet travels in two pieces, one of 1472 in one',
    before: 'const full',
    command: 'ip link set tun0 mtu 1400',
  },
  {
    claim: 'blue reaches node1, and the filters are strict',
    before: 'const solved',
    command: 'sysctl -w net.ipv4.icmp_echo_ignore_all=1',
  },
  {
    claim: 'the route names tun0 only; node2’s address stands in the program',
    command: 'ip route add 172.16.1.0/24 via 10.1.0.254',
  },
  { claim: 'nothing is left behind', command: 'ip link add ghost type dummy' },
];
