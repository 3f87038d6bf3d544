import type { Point } from './point.js';

/** Counts of frames are the lesson of most chapters, and IPv6 sends some of its own: it is off, on interfaces to come as well. */
export const quiet = 'sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1';

/** A machine's end of the wire, with an address: 10.1.0.NUMBER. */
export const cable = (number: number): string => `
          ip addr add 10.1.0.${number}/24 dev eth0
          ip link set eth0 up`;

/** A namespace that sends nothing of its own. */
export const namespace = (name: string): string => `
          ip netns add ${name}
          ip netns exec ${name} ${quiet}`;

/** A machine with two namespaces, and a switch at the other end of its wire. */
export const joined: Point = {
  name: 'joined',
  what:
    'eth0 joins the machines. On node2 it is a port of the bridge br0, which has 10.1.0.2: the switch that we share. ' +
    'node1’s eth0 has 10.1.0.1. The namespaces red and blue of node1 have no card. IPv6 is off: we count our own frames only.',
  steps: [
    {
      on: 'node1',
      run: `
          ${quiet}${namespace('red')}${namespace('blue')}${cable(1)}`,
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
};
