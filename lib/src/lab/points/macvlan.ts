import type { Point } from './point.js';

/** Counts of frames are the lesson, and IPv6 sends some of its own. */
const quiet = 'sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1';

const namespace = (name: string): string => `
          ip netns add ${name}
          ip netns exec ${name} ${quiet}`;

/** A slice of eth0 for a namespace. It is made on the machine, where its parent is, and then moved. */
const child = (name: string, number: number, mode = ''): string => `
          ip link add ${name}0 link eth0 address 02:00:00:00:00:${number} type macvlan${mode}
          ip link set ${name}0 netns ${name} name eth0
          ip -n ${name} addr add 10.1.0.${number}/24 dev eth0
          ip -n ${name} link set eth0 up`;

/** Where the sections of the chapter `macvlan` begin. */
export const macvlan: readonly Point[] = [
  {
    name: 'joined',
    what:
      'eth0 joins the machines. On node2 it is a port of the bridge br0, which has 10.1.0.2: the switch that we share. ' +
      'node1’s eth0 has 10.1.0.1. The namespaces red and blue of node1 have no card. IPv6 is off: we count our own frames only.',
    steps: [
      {
        on: 'node1',
        run: `
          ${quiet}${namespace('red')}${namespace('blue')}
          ip addr add 10.1.0.1/24 dev eth0
          ip link set eth0 up`,
      },
      {
        on: 'node2',
        run: `
          ${quiet}
          ip link add br0 address 02:00:00:00:00:02 type bridge
          ip addr add 10.1.0.2/24 dev br0
          ip link set br0 up
          ip link set eth0 up master br0`,
      },
    ],
  },
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
