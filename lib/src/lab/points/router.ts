import type { Point } from './point.js';
import { namespace } from './scene.js';

/**
 * The machines of `twoSubnets`, no longer on one wire: a router stands between them. It would be a machine of its own; here it is
 * a namespace of node2, which holds node2's end of the wire. Its second cable, to node2, is a veth pair.
 */
export const router: Point = {
  name: 'router',
  what:
    'the pods as before, and a router between the machines, which is a namespace here. It holds the far end of node1’s wire: eth0, ' +
    '10.1.0.254. Its other card eth1, 10.2.0.254, is joined to node2’s card uplink, 10.2.0.2. The machines reach each other by it, ' +
    'and forward for their pods. The router knows nothing of pods.',
  from: 'two-subnets',
  steps: [
    {
      on: 'node2',
      run: `${namespace('router')}
          ip link set eth0 netns router
          ip -n router addr add 10.1.0.254/24 dev eth0
          ip -n router link set eth0 up
          ip link add uplink address 02:00:00:00:00:02 type veth peer name eth1 address 02:00:00:00:00:fe netns router
          ip -n router addr add 10.2.0.254/24 dev eth1
          ip -n router link set eth1 up
          ip netns exec router sysctl -qw net.ipv4.ip_forward=1
          ip addr add 10.2.0.2/24 dev uplink
          ip link set uplink up
          ip route add 10.1.0.0/24 via 10.2.0.254
          sysctl -qw net.ipv4.ip_forward=1`,
    },
    {
      on: 'node1',
      run: `
          ip route add 10.2.0.0/24 via 10.1.0.254
          sysctl -qw net.ipv4.ip_forward=1`,
    },
  ],
};
