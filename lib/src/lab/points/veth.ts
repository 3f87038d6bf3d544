import type { Point } from './point.js';

/** Where the sections of the chapter `veth` begin. */
export const veth: readonly Point[] = [
  {
    name: 'wired',
    what: 'the namespace red, joined to the machine by a veth pair; veth0 has 10.0.0.1/24, red’s eth0 has 10.0.0.2/24.',
    steps: [
      {
        on: 'node1',
        run: `
          ip netns add red
          ip link add veth0 type veth peer name eth0 netns red
          ip addr add 10.0.0.1/24 dev veth0
          ip link set veth0 up
          ip -n red addr add 10.0.0.2/24 dev eth0
          ip -n red link set eth0 up`,
      },
    ],
  },
  {
    name: 'routed',
    what: 'the namespace red on its veth pair, as section 2 left it, and a default route in red, to the machine’s 10.0.0.1.',
    from: 'wired',
    steps: [{ on: 'node1', run: 'ip -n red route add default via 10.0.0.1' }],
  },
];
