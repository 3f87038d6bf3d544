import type { Point } from './point.js';
import { joined } from './scene.js';

/** A slice of eth0 for a namespace. It is made on the machine, where its parent is, and then moved. */
const child = (name: string, number: number, mode = ''): string => `
          ip link add ${name}0 link eth0 address 02:00:00:00:00:${number} type macvlan${mode}
          ip link set ${name}0 netns ${name} name eth0
          ip -n ${name} addr add 10.1.0.${number}/24 dev eth0
          ip -n ${name} link set eth0 up`;

/** Where the sections of the chapter `macvlan` begin. */
export const macvlan: readonly Point[] = [
  joined,
  {
    name: 'children',
    what:
      'node1’s eth0 (10.1.0.1) has two children in bridge mode: the eth0 of red (10.1.0.11) and the eth0 of blue (10.1.0.12). ' +
      'node2’s bridge br0 (10.1.0.2) is the switch at the other end of the wire.',
    from: 'joined',
    steps: [{ on: 'node1', run: child('red', 11, ' mode bridge') + child('blue', 12, ' mode bridge') }],
  },
  {
    name: 'somebody-else',
    what:
      'red (10.1.0.11) and blue (10.1.0.12) on node1’s eth0, each with a macvlan of its own that somebody else has made. ' +
      'node2’s bridge br0 (10.1.0.2) is the switch.',
    from: 'joined',
    steps: [{ on: 'node1', run: child('red', 11) + child('blue', 12) }],
  },
];
