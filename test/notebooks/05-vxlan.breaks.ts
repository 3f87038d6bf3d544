import type { Break } from './breaks.js';

const underlay = 'ip addr add 1.1.1.1/32 dev eth0; ip link set eth0 up; ip route add 2.2.2.2 dev eth0';
/** red has blue's address itself, and answers itself. */
const itself = 'ip -n red addr add 10.5.0.2/32 dev lo; ip -n red link set lo up';
/** Another end of the tunnel on node1, which asks nobody: node2 need not answer for it to send. */
const instead = (words: string): string => `ip link del vx0
      ip link add vx0 type vxlan ${words}
      ip addr add 10.5.0.1/24 dev vx0
      ip link set vx0 up
      ip neigh replace 10.5.0.2 lladdr 02:00:00:00:01:02 dev vx0`;
/** node1 says nothing about packets that it cannot pass on. */
const silent = `nft add table ip wall
      nft add chain ip wall door '{ type filter hook output priority 0; }'
      nft add rule ip wall door icmp type destination-unreachable drop`;

export const breaks: readonly Break[] = [
  {
    claim: 'the kernel takes it as it is: network 100, port 4789, and down',
    before: 'const made =',
    command: 'ip link set vx0 up',
  },
  { claim: 'each try is an error that vx0 counts', command: underlay },
  { claim: 'node1 knows no way to 2.2.2.2', command: underlay },
  { claim: 'the underlay carries; the tunnel has one end only', command: 'ip addr add 10.5.0.2/32 dev lo' },
  {
    claim: 'the two vx0 are on one link: a reply, and its TTL is whole',
    command: 'ip neigh replace 10.5.0.2 lladdr 02:00:00:00:99:99 dev vx0',
  },
  {
    claim: 'Ethernet 14, IPv4 20, UDP 8, VXLAN 8: a frame of 98 is 148 now',
    before: 'node1.capture(',
    command: `sysctl -w net.ipv6.conf.eth0.disable_ipv6=0
      ip -6 addr add fd00::1/64 dev eth0 nodad
      ip -6 neigh replace fd00::2 lladdr 52:54:00:6e:02:01 dev eth0
      ${instead('id 100 local fd00::1 remote fd00::2 dev eth0 dstport 4789')}`,
    also: ['bytes that VXLAN adds: 70'],
  },
  {
    claim: 'the VXLAN header says network 100',
    before: 'node1.capture(',
    command: instead('id 101 local 1.1.1.1 remote 2.2.2.2 dev eth0 dstport 4789'),
  },
  {
    claim: 'the UDP header says port 4789',
    before: 'node1.capture(',
    command: instead('id 100 local 1.1.1.1 remote 2.2.2.2 dev eth0 dstport 8472'),
  },
  { claim: 'the kernel gave vx0 an MTU of 1450', command: 'ip link set vx0 mtu 1400' },
  { claim: 'of a hundred bytes three more go for headers', command: 'ip link set vx0 mtu 700' },
  { claim: 'two bridges in two machines: red does not reach blue', command: itself },
  {
    claim: 'blue answers from the other machine, no router crossed',
    command: 'ip link set vx0 down',
    also: ['the TTL of blue’s reply: undefined'],
  },
  { claim: 'it is packed on the wire from eth0 to eth0, and nowhere else', before: 'lab.follow(', command: itself },
  {
    claim: 'cable, tunnel, wire, tunnel, cable',
    before: 'lab.follow(',
    command: itself,
    also: ['it is packed on the wire from eth0 to eth0, and nowhere else'],
  },
  {
    claim: '1451 bytes are not even sent: an error on the spot',
    command: 'ip addr add 10.5.0.2/32 dev lo',
    also: ['the largest packet from node1, in bytes: 1500'],
  },
  {
    claim: 'the router says it: 10.6.0.1, and that 1450 would fit',
    command: 'ip link set vx0 mtu 1400',
  },
  {
    claim: 'the first is refused by the router, the second by red itself',
    command: silent,
  },
  {
    claim: 'red has written it down, for this one address, for ten minutes',
    command: 'ip netns exec red ip route flush cache',
  },
  {
    claim: 'blue, says the message, and 1450 would fit',
    command: 'ip link set vx0 mtu 1400',
    also: ['who says that 1451 bytes are too many: undefined'],
  },
  { claim: 'the message begins at vx0, on node1', command: 'ip -n red link set eth0 mtu 1450' },
  {
    claim: 'and node2 never saw what it is about',
    before: 'const forged =',
    command: 'ip -n red link set eth0 mtu 1450',
    also: ['the message begins at vx0, on node1'],
  },
  {
    claim: 'of 1500 bytes nobody said a word',
    before: 'const bridged =',
    command: 'ip -n red link set eth0 mtu 1450',
    also: [
      'blue, says the message, and 1450 would fit',
      'the message begins at vx0, on node1',
      'and node2 never saw what it is about',
      'who says that 1451 bytes are too many: undefined',
    ],
  },
  { claim: '1454 bytes are refused, 1455 vanish', command: 'ip -n red link set eth0 mtu 1450' },
  { claim: 'the kernel: too large for vx0, thrown away by the bridge', command: 'ip -n red link set eth0 mtu 1450' },
  {
    claim: 'whatever is too large, red’s own kernel says so at once',
    command: 'ip link set vx0 mtu 1400',
  },
  { claim: 'both get an answer from 10.5.0.2', command: 'ip link set vx200 down' },
  {
    claim: 'red’s came from blue, green’s from gold',
    command: 'ip link set vx200 down',
    also: ['both get an answer from 10.5.0.2'],
  },
  {
    claim: 'node2 throws it away, and the kernel has a name for it',
    before: 'lab.follow(',
    command: 'ip link set vx200 down',
  },
  { claim: 'red and blue do not notice', command: 'ip link set vx0 down' },
  {
    claim: '00:00:00:00:00:00, all that is unknown, goes to 2.2.2.2',
    before: 'const entries =',
    command: 'bridge fdb del 00:00:00:00:00:00 dev vx0',
  },
  {
    claim: 'the MAC of node2’s vx0 was learned from its reply',
    before: 'const entries =',
    command: 'ip link set vx0 type vxlan nolearning',
  },
  {
    claim: 'it knows nobody, and drops what it is given',
    command: 'ip addr add 10.5.0.2/32 dev lo',
  },
  { claim: 'two lines a side, and it works', command: 'bridge fdb del 02:00:00:00:01:02 dev vx0' },
  {
    claim: 'and not one question of ARP went through the tunnel',
    command: `ip neigh del 10.5.0.2 dev vx0
      bridge fdb append 00:00:00:00:00:00 dev vx0 dst 2.2.2.2`,
    also: ['two lines a side, and it works'],
  },
  {
    claim: '8472: Linux had VXLAN before it had a number',
    command: 'ip link del vx1; ip link add vx1 type vxlan id 7 dev eth0 dstport 4789',
    also: ['the port that nobody named: 4789'],
  },
  { claim: '16777215 is the last one: 24 bits', command: 'ip link add vx16777215 type dummy' },
  { claim: 'a VLAN’s last one is 4094: 12 bits, less two', command: 'ip link add eth0.4094 type dummy' },
  { claim: 'red reaches blue through the tunnel', before: 'const reached =', command: 'ip link set vx0 down' },
  { claim: 'nothing is left behind', command: 'ip link add ghost type dummy' },
];
