import type { Break } from './breaks.js';

/** It hears no ping and no answer; its own pings go out all the same. */
const deaf = (name: string): string => `ip netns exec ${name} nft '
      add table ip deaf
      add chain ip deaf in { type filter hook input priority 0; }
      add rule ip deaf in ip protocol icmp drop'`;
/** node1 says that it is somebody else, too, and so a packet for that one gets no further. */
const posesAs = (address: string): string => `ip addr add ${address}/32 dev lo`;
const masquerade = 'iptables -t nat -I POSTROUTING -s 172.16.0.0/24 ! -o br0 -j MASQUERADE';
/** A second address of node1's, in the place of the first. */
const otherSource = `ip addr add 10.1.0.9/24 dev eth0
      iptables -t nat -I POSTROUTING -o eth0 -j SNAT --to-source 10.1.0.9`;

export const breaks: readonly Break[] = [
  {
    claim: 'red knows its own subnet, and br0 for everything else',
    command: 'ip -n red route add 10.99.0.0/16 via 172.16.0.1',
  },
  { claim: 'red does not reach blue', command: posesAs('172.16.1.2') },
  {
    claim: 'three requests, three replies, and two routers were crossed',
    command: posesAs('172.16.1.2'),
    also: ['the TTL of blue’s reply to red: 64'],
  },
  { claim: '64 on the same machine, 62 on the other', command: posesAs('172.16.1.3') },
  { claim: 'node1 sends it on with 63, node2 with 62', command: posesAs('172.16.1.2') },
  {
    claim: 'from the machine to a pod of the other: one router, node2',
    command: posesAs('172.16.1.2'),
    also: ['the TTL of blue’s reply to node1: 64'],
  },
  {
    claim: 'from a pod to the other machine: one router, node1',
    command: 'iptables -t nat -A PREROUTING -i br0 -d 10.1.0.2 -j DNAT --to-destination 10.1.0.1',
  },
  {
    claim: 'the packet is for blue, the frame for node2’s card',
    before: '} = await node1.capture(',
    command: 'ip neigh replace 10.1.0.2 lladdr 02:00:00:00:00:99 dev eth0 nud permanent',
  },
  {
    claim: 'it gets to node2, which does not forward',
    command: posesAs('172.16.1.2'),
    also: ['the machine on which red’s request ends: none'],
  },
  {
    claim: 'and nobody tells red: one packet was sent, and none came back',
    command: posesAs('172.16.1.2'),
    also: ['it gets to node2, which does not forward', 'the machine on which red’s request ends: none'],
  },
  { claim: 'node2 answers at both of its addresses', command: deaf('red') },
  { claim: 'node2 counts each of three pings', command: 'ip route del 172.16.1.0/24' },
  { claim: 'repaired', command: 'ip route del 172.16.1.0/24' },
  { claim: 'the machines reach each other, by one router', command: posesAs('10.2.0.2') },
  { claim: 'the kernel refuses a next hop that is no neighbour', command: 'ip addr add 10.2.0.1/24 dev eth0' },
  {
    claim: 'node1 asks the wire for 10.2.0.2, and nobody answers',
    before: 'const heard =',
    command: 'ip neigh replace 10.2.0.2 lladdr 02:00:00:00:00:99 dev eth0 nud permanent',
  },
  { claim: 'it gets as far as the router, which has no route to pods', command: posesAs('172.16.1.2') },
  {
    claim: 'the pods reach each other, by three routers',
    command: posesAs('172.16.1.2'),
    also: ['the TTL of blue’s reply, across a router: 64'],
  },
  {
    claim: 'the server sees the client’s own address',
    command: masquerade,
    also: ['blue says: you are 10.1.0.1'],
  },
  { claim: 'a machine that calls is seen by its own address, too', command: otherSource },
  { claim: 'red’s question arrives, and node2 knows no way back', command: masquerade },
  {
    claim: 'the server sees the machine, not the pod',
    command: otherSource,
    also: ['node2 says to red: you are 10.1.0.9'],
  },
  {
    claim: 'node1 writes its address over red’s, and red’s back on the reply',
    before: 'const masked =',
    command: otherSource,
  },
  { claim: 'it remembers red, and that the answer comes to 10.1.0.1', command: 'conntrack -F' },
  {
    claim: 'node1 writes red’s address over its own, and hides it again',
    command: `ip -n red addr add 172.16.0.9/24 dev eth0
      iptables -t nat -I PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 172.16.0.9:80`,
  },
  {
    claim: 'red answers, and sees who calls',
    command: 'iptables -t nat -I POSTROUTING -o br0 -j MASQUERADE',
    also: ['node1 writes red’s address over its own, and hides it again'],
  },
  {
    claim: 'node1 lets a stranger into its office, as a router does',
    command: deaf('printer'),
    also: ['replies that node2 gets from the printer: 0'],
  },
  {
    claim: 'the stranger is shut out',
    before: 'const stranger =',
    command: "nft chain ip guard way '{ policy accept; }'",
  },
  { claim: 'pods still reach pods on the other machine', command: deaf('red') },
  { claim: 'the chain has counted one packet before it dropped it', command: 'nft reset rules' },
  { claim: 'node1 itself uses its printer, and reaches its own pod', command: deaf('printer') },
  { claim: 'red reaches blue, by both machines', before: 'const mended =', command: deaf('red') },
  { claim: 'nothing is left behind', command: 'ip link add ghost type dummy' },
];
