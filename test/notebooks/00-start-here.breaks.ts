import type { Break } from './breaks.js';

/** Frames to node2 go to a card that nobody has. */
const stranger = 'ip neigh replace 10.1.0.2 lladdr 02:00:00:00:99:99 dev eth0 nud permanent';

export const breaks: readonly Break[] = [
  { claim: 'node1 has answered', command: 'hostname elsewhere' },
  { claim: 'node1 has two cards for us, eth0 and eth1', command: 'ip link set eth1 name other' },
  {
    claim: 'node2 answers each',
    command: stranger,
    also: ['answers of three: 0'],
  },
  { claim: 'layer 3 found its address of layer 2', command: stranger },
  { claim: '10.1.0.200 is in the subnet: directly, by eth0', command: 'ip route add 10.1.0.128/25 via 10.1.0.2' },
  { claim: '10.1.1.2 is not, and no route leads there', command: 'ip route add 10.1.0.0/16 dev eth0' },
  { claim: 'broken', command: 'ip addr add 10.1.0.2/32 dev lo' },
  { claim: 'rewound, as if nothing had been', command: stranger },
  {
    claim: 'one subnet: node1 reaches node2 directly',
    before: 'const reached =',
    command: 'ip route add prohibit 10.1.7.2',
  },
  { claim: 'nothing is left behind', command: 'ip addr add 10.99.0.1/24 dev eth0' },
];
