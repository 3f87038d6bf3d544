import type { Point } from './point.js';
import { cable, quiet } from './scene.js';

/** A second cable. What has no signal is passed over when a route is chosen. */
const second = (number: number): string => `
          sysctl -qw net.ipv4.conf.all.ignore_routes_with_linkdown=1
          ip addr add 10.2.0.${number}/24 dev eth1
          ip link set eth1 up`;

const dummyDevice = (name: string): string => `
          ip link add ${name} type dummy
          ip link set ${name} up`;

/** A namespace with an address in a subnet of its machine. */
const pod = (name: string, machine: number): string => `
          ip netns add ${name}
          ip netns exec ${name} ${quiet}
          ip link add veth-${name} type veth peer name eth0 netns ${name}
          ip addr add 10.8.${machine}.1/24 dev veth-${name}
          ip link set veth-${name} up
          ip -n ${name} addr add 10.8.${machine}.2/24 dev eth0
          ip -n ${name} link set eth0 up
          ip -n ${name} route add default via 10.8.${machine}.1`;

const forwards = 'sysctl -qw net.ipv4.ip_forward=1';

/** Where the sections of the chapter `dummy` begin. */
export const dummy: readonly Point[] = [
  {
    name: 'joined',
    what: 'eth0 joins the machines: node1 has 10.1.0.1, node2 has 10.1.0.2. IPv6 is off on both: we count our own packets only.',
    steps: [
      { on: 'node1', run: `\n          ${quiet}${cable(1)}` },
      { on: 'node2', run: `\n          ${quiet}${cable(2)}` },
    ],
  },
  {
    name: 'made',
    what: 'node1 has the dummy dummy1 with 10.8.0.1/24. In its namespace red is another one, dummy0, with 10.8.9.1/32.',
    from: 'joined',
    steps: [
      {
        on: 'node1',
        run: `${dummyDevice('dummy1')}
          ip addr add 10.8.0.1/24 dev dummy1
          ip netns add red
          ip -n red link add dummy0 type dummy
          ip -n red addr add 10.8.9.1/32 dev dummy0
          ip -n red link set dummy0 up`,
      },
    ],
  },
  {
    name: 'nowhere',
    what:
      'node2 (10.1.0.2) sends three networks to its router node1 (10.1.0.1), which swallows them: ' +
      '10.61.0.0/16 in a dummy, 10.62.0.0/16 in a blackhole, and 10.63.0.0/16 is unreachable.',
    from: 'joined',
    steps: [
      {
        on: 'node1',
        run: `
          ${forwards}${dummyDevice('dummy1')}
          ip route add 10.61.0.0/16 dev dummy1
          ip route add blackhole 10.62.0.0/16
          ip route add unreachable 10.63.0.0/16`,
      },
      { on: 'node2', run: 'ip route add 10.60.0.0/14 via 10.1.0.1' },
    ],
  },
  {
    name: 'two-cables',
    what:
      'two cables: eth0 (10.1.0.1 and 10.1.0.2) and eth1 (10.2.0.1 and 10.2.0.2). node2 has two routes to 10.9.9.9: ' +
      'by eth0, and, where that has no signal, by eth1. Nobody has this address.',
    from: 'joined',
    steps: [
      { on: 'node1', run: second(1) },
      {
        on: 'node2',
        run: `${second(2)}
          ip route add 10.9.9.9 via 10.1.0.1 metric 10
          ip route add 10.9.9.9 via 10.2.0.1 metric 20`,
      },
    ],
  },
  {
    name: 'service',
    what: 'two cables between the machines. node1 has the address 10.9.9.9 on the dummy svc0; node2 has a route to it by each cable.',
    from: 'two-cables',
    steps: [
      {
        on: 'node1',
        run: `${dummyDevice('svc0')}
          ip addr add 10.9.9.9/32 dev svc0`,
      },
    ],
  },
  {
    name: 'pods',
    what:
      'a pod on each machine, and a router in front of it: red (10.8.1.2) on node1, blue (10.8.2.2) on node2. ' +
      'eth0 joins the machines. node2 sends 10.96.0.0/16, the addresses of services, to node1.',
    from: 'joined',
    steps: [
      { on: 'node1', run: `\n          ${forwards}${pod('red', 1)}` },
      {
        on: 'node2',
        run: `\n          ${forwards}${pod('blue', 2)}
          ip route add 10.96.0.0/16 via 10.1.0.1`,
      },
    ],
  },
  {
    name: 'wrong-card',
    what:
      'two cables between the machines. The service address 10.9.9.9 of node1 is on eth0, where somebody else has put it. ' +
      'node2 has a route to it by each cable.',
    from: 'two-cables',
    steps: [{ on: 'node1', run: 'ip addr add 10.9.9.9/32 dev eth0' }],
  },
];
