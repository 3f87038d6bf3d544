import type { Point } from './point.js';
import { router } from './router.js';
import { namespace } from './scene.js';
import { twoSubnets } from './two-subnets.js';

/** Where the sections of the chapter `routing` begin. */
export const routing: readonly Point[] = [
  twoSubnets,
  router,
  {
    name: 'routed',
    what:
      'both machines forward, and each has a route to the other’s pods. red and green are 172.16.0.2 and .3 on node1 (10.1.0.1), blue ' +
      'and gold are 172.16.1.2 and .3 on node2 (10.1.0.2).',
    from: 'two-subnets',
    steps: [
      {
        on: 'node1',
        run: `
          ip route add 172.16.1.0/24 via 10.1.0.2 dev eth0
          sysctl -qw net.ipv4.ip_forward=1`,
      },
      {
        on: 'node2',
        run: `
          ip route add 172.16.0.0/24 via 10.1.0.1 dev eth0
          sysctl -qw net.ipv4.ip_forward=1`,
      },
    ],
  },
  {
    name: 'office',
    what:
      'the pods of both machines, routed as before. node1 has a third network: the printer of the office (10.9.0.2, a namespace), for ' +
      'node1’s own use. Its way out is node1.',
    from: 'routed',
    steps: [
      {
        on: 'node1',
        run: `${namespace('printer')}
          ip link add office0 type veth peer name eth0 netns printer
          ip addr add 10.9.0.1/24 dev office0
          ip link set office0 up
          ip -n printer addr add 10.9.0.2/24 dev eth0
          ip -n printer link set eth0 up
          ip -n printer route add default via 10.9.0.1`,
      },
    ],
  },
  {
    name: 'one-way',
    what: 'the pods of both machines, and the routes between them. Somebody has typed them once more, and in a hurry.',
    from: 'routed',
    secret: true,
    steps: [{ on: 'node2', run: 'ip route replace 172.16.0.0/24 via 10.1.0.11' }],
  },
];
