import type { Break } from './breaks.js';

const down = (name: string): string => `ip -n ${name} link set eth0 down`;
/** It hears no ping and no answer; its own pings go out all the same. */
const deaf = (name: string): string => `ip netns exec ${name} nft '
      add table ip deaf
      add chain ip deaf in { type filter hook input priority 0; }
      add rule ip deaf in ip protocol icmp drop'`;
const promiscuous = 'ip link set eth0 promisc on';
const modes = (mode: string): string =>
  `for name in red blue; do ip -n $name link set eth0 type macvlan mode ${mode}; done`;
/** A cable from red to blue, for which they leave eth0 alone. */
const cable = `ip -n red link add side type veth peer name side netns blue
      for name in red blue; do ip -n $name link set side up; done
      ip -n red route add 10.1.0.12 dev side src 10.1.0.11
      ip -n blue route add 10.1.0.11 dev side src 10.1.0.12`;
/** And one from the machine to red. */
const backDoor = `ip link add side type veth peer name side netns red
      ip link set side up
      ip -n red link set side up
      ip route add 10.1.0.11 dev side src 10.1.0.1
      ip -n red route add 10.1.0.1 dev side src 10.1.0.11`;
const loose = `ip link del pass0
      ip link add pass0 link eth0 type macvlan mode bridge`;

export const breaks: readonly Break[] = [
  {
    claim: 'the child has a MAC of its own',
    before: 'const child =',
    command: 'ip link del macvlan1; ip link add macvlan1 link eth0 type macvlan mode passthru',
    also: ['it sits on eth0, in bridge mode'],
  },
  {
    claim: 'it sits on eth0, in bridge mode',
    before: 'const child =',
    command: 'ip link set macvlan1 type macvlan mode private',
  },
  { claim: 'red reaches the switch, and no router is between them', command: deaf('red') },
  {
    claim: 'the switch sees three cards: node1, red and blue',
    command: `${down('blue')}
      ip -n blue link set eth0 address 02:00:00:00:00:13 up`,
    also: [2, 4].map((count) => `MACs that the switch learns behind one port: ${count}`),
  },
  { claim: 'eth0 is not promiscuous', before: 'const card =', command: promiscuous },
  {
    claim: 'both children are in the card’s own filter',
    command: 'bridge fdb del 02:00:00:00:00:11 dev eth0 self',
  },
  { claim: 'of twenty frames for a stranger, next to none comes in', command: promiscuous },
  { claim: 'in at eth0, on to red, and not a byte is changed', command: down('red') },
  { claim: 'red is deaf, blue is not', command: promiscuous },
  { claim: 'a promiscuous card takes them, list or no list', command: down('red') },
  { claim: 'repaired', command: down('red') },
  {
    claim: 'red reaches blue, and no router is between them',
    command: 'ip netns exec blue sysctl -w net.ipv4.ip_default_ttl=63',
  },
  {
    claim: 'next to nothing goes out to the wire',
    command: modes('vepa'),
    also: [
      'red reaches blue, and no router is between them',
      ...[20, 21, 22, 23, 24].map((count) => `frames that leave by eth0: ${count}`),
    ],
  },
  {
    claim: 'red is up still, and has lost its carrier',
    command: `ip -n red link set eth0 name other
      ip -n red link add eth0 type dummy`,
  },
  { claim: 'and reaches blue no more', command: cable },
  { claim: 'with the parent up they talk again', command: down('blue') },
  {
    claim: 'neither reaches the other',
    command: backDoor,
    also: ['replies that the machine gets from its child: 1'],
  },
  { claim: 'the other machine reaches red all the same', command: deaf('red') },
  {
    claim: 'the question got to node2, and never to red',
    before: 'lab.follow(',
    command: 'ip neigh replace 10.1.0.11 lladdr 02:00:00:00:00:11 dev eth0 nud permanent',
  },
  { claim: 'when the switch sends it back, the child answers', command: down('red') },
  {
    claim: 'the machine reaches its child, and the child the machine',
    command: 'ip link set host0 type macvlan mode private',
  },
  { claim: 'the way to red leads by host0, as 10.1.0.1', command: 'ip route del 10.1.0.11/32 dev host0' },
  {
    claim: 'it is vepa',
    command: 'ip link set macvlan9 type macvlan mode bridge',
    also: ['the mode when none is given: bridge'],
  },
  { claim: 'red does not reach blue: the switch sends nothing back', before: "await both('vepa')", command: cable },
  { claim: 'with a hairpin in the switch it does', before: "await both('vepa')", command: down('blue') },
  { claim: 'twenty pings are forty frames out, by way of the switch', command: modes('bridge') },
  { claim: 'red does not reach blue, hairpin or not', command: cable },
  {
    claim: 'they do talk',
    command: down('blue'),
    also: ['replies from a private sibling whose MAC is known: 0'],
  },
  { claim: 'it has no MAC of its own, but the parent’s', command: loose },
  {
    claim: 'the parent takes every frame now: it is promiscuous',
    command: loose,
    also: ['it has no MAC of its own, but the parent’s'],
  },
  { claim: 'no other child is let in', command: loose },
  { claim: 'red has the wire, and the machine has lost it', command: 'ip addr add 10.1.0.2/32 dev lo' },
  { claim: 'with nopromisc the card is choosy again, and red is served', command: deaf('red') },
  { claim: 'a port of a bridge is busy', command: 'ip link set eth0 nomaster' },
  { claim: 'on br0 it works: red reaches the switch', command: 'ip link set br0 down' },
  {
    claim: 'red reaches blue, and the switch as before',
    before: 'const uplink =',
    command: down('blue'),
  },
  { claim: 'nothing is left behind', command: 'ip link add ghost type dummy' },
];
