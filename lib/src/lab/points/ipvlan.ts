import type { Point } from './point.js';
import { joined } from './scene.js';

/** A slice of eth0 for a namespace, with its MAC. It is made on the machine, where its parent is, and then moved. */
const child = (name: string, address: string, mode: string): string => `
          ip link add ${name}0 link eth0 type ipvlan mode ${mode}
          ip link set ${name}0 netns ${name} name eth0
          ip -n ${name} addr add ${address}/24 dev eth0
          ip -n ${name} link set eth0 up`;

const wayOut = (name: string): string => `
          ip -n ${name} route add default dev eth0`;

/** Where the sections of the chapter `ipvlan` begin. */
export const ipvlan: readonly Point[] = [
  joined,
  {
    name: 'children',
    what:
      'node1’s eth0 (10.1.0.1) has two ipvlan children in mode l2: the eth0 of red (10.1.0.11) and the eth0 of blue (10.1.0.12). ' +
      'node2’s bridge br0 (10.1.0.2) is the switch at the other end of the wire.',
    from: 'joined',
    steps: [{ on: 'node1', run: child('red', '10.1.0.11', 'l2') + child('blue', '10.1.0.12', 'l2') }],
  },
  {
    name: 'routed',
    what:
      'The children of node1’s eth0 are in mode l3, each in a subnet of its own: red is 10.2.0.11, blue is 10.3.0.12. ' +
      'node2 (10.1.0.2) has routes to both, by 10.1.0.1.',
    from: 'joined',
    steps: [
      {
        on: 'node1',
        run: child('red', '10.2.0.11', 'l3') + wayOut('red') + child('blue', '10.3.0.12', 'l3') + wayOut('blue'),
      },
      {
        on: 'node2',
        run: `
          ip route add 10.2.0.0/24 via 10.1.0.1
          ip route add 10.3.0.0/24 via 10.1.0.1`,
      },
    ],
  },
  {
    name: 'somebody-else',
    what:
      'red (10.1.0.11) worked yesterday: an ipvlan child of node1’s eth0 on the wire of node2’s bridge (10.1.0.2). ' +
      'Since then somebody has made a child for blue (10.3.0.12), with a route to it on node2.',
    secret: true,
    from: 'joined',
    steps: [
      {
        on: 'node1',
        run: child('red', '10.1.0.11', 'l2') + child('blue', '10.3.0.12', 'l3') + wayOut('blue'),
      },
      { on: 'node2', run: 'ip route add 10.3.0.0/24 via 10.1.0.1' },
    ],
  },
];
