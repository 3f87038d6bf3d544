import type { Point } from './point.js';
import { quiet } from './scene.js';

/** A namespace, and a cable whose other end nobody has plugged in yet. */
const cabled = (name: string, number: number): string => `
          ip netns add ${name}
          ip netns exec ${name} ${quiet}
          ip link add veth-${name} type veth peer name eth0 address 02:00:00:00:00:0${number} netns ${name}
          ip -n ${name} addr add 10.0.0.${number}/24 dev eth0
          ip -n ${name} link set eth0 up`;

/** One machine of the ring: a bridge with both NICs, and so little speed that a storm stays a breeze. */
const ring = (number: number, host: number): string => `
          ${quiet}
          ip link add br0 address 02:00:00:00:01:0${number} type bridge
          ip addr add 10.0.0.${host}/24 dev br0
          ip link set br0 up
          ip link set eth0 up master br0
          ip link set eth1 master br0
          tc qdisc replace dev eth1 root tbf rate 256kbit burst 4kb latency 50ms`;

/** Where the sections of the chapter `bridge` begin. */
export const bridge: readonly Point[] = [
  {
    name: 'cables',
    what:
      'the namespaces red, blue and green with 10.0.0.2, .3 and .4, each with a cable; its other end (veth-red, ' +
      'veth-blue, veth-green) lies loose on node1. IPv6 is off, so that we count our own frames only.',
    steps: [
      { on: 'node1', run: quiet + cabled('red', 2) + cabled('blue', 3) + cabled('green', 4) },
      { on: 'node2', run: quiet },
    ],
  },
  {
    name: 'switched',
    what: 'red, blue and green (10.0.0.2, .3, .4), plugged into the bridge br0, which has the address 10.0.0.1.',
    from: 'cables',
    steps: [
      {
        on: 'node1',
        run: `
          ip link add br0 address 02:00:00:00:00:01 type bridge
          ip addr add 10.0.0.1/24 dev br0
          ip link set br0 up
          for name in red blue green; do ip link set veth-$name up master br0; done`,
      },
    ],
  },
  {
    name: 'outside',
    what:
      'red, blue and green on the bridge br0 of node1. eth0 joins the machines: 10.1.0.1 on node1, 10.1.0.2 on node2. ' +
      'node2 has a route to 10.0.0.0/24 by node1, and red has one back.',
    from: 'switched',
    steps: [
      {
        on: 'node1',
        run: `
          ip addr add 10.1.0.1/24 dev eth0
          ip link set eth0 up
          ip -n red route add default via 10.0.0.1`,
      },
      {
        on: 'node2',
        run: `
          ip addr add 10.1.0.2/24 dev eth0
          ip link set eth0 up
          ip route add 10.0.0.0/24 via 10.1.0.1`,
      },
    ],
  },
  {
    name: 'ring',
    what:
      'a bridge br0 on each machine, joined by eth0. eth1 is a port of both too, up on node2, down on node1, and slow ' +
      '(256 kbit/s): for what comes, that is better.',
    steps: [
      { on: 'node1', run: ring(1, 1) },
      { on: 'node2', run: `${ring(2, 102)}\n          ip link set eth1 up` },
    ],
  },
  {
    name: 'parts',
    what:
      'on node1, netns1 with a cable (veth0 inside, veth1 on the machine) and vm1 with a tap device: socat carries frames ' +
      'between tap1 and vm1’s eth0, as QEMU does for a real virtual machine. On node2, eth0 has 10.0.0.102.',
    steps: [
      {
        on: 'node1',
        run: `
          ${quiet}
          ip netns add netns1
          ip link add veth1 type veth peer name veth0 netns netns1
          ip link set veth1 up
          ip -n netns1 addr add 10.0.0.12/24 dev veth0
          ip -n netns1 link set veth0 up
          ip netns add vm1
          setsid -f socat TUN,tun-type=tap,iff-no-pi,tun-name=tap1 TUN,tun-type=tap,iff-no-pi,tun-name=guest < /dev/null > /dev/null 2>&1
          until ip link show dev guest > /dev/null 2>&1; do sleep 0.05; done
          ip link set guest netns vm1 name eth0
          ip -n vm1 addr add 10.0.0.11/24 dev eth0
          ip -n vm1 link set eth0 up
          ip link set tap1 up
          ip link set eth0 up`,
      },
      {
        on: 'node2',
        run: `
          ${quiet}
          ip addr add 10.0.0.102/24 dev eth0
          ip link set eth0 up`,
      },
    ],
  },
  {
    name: 'cut-off',
    what: 'red, blue and green on the bridge br0, as before. Somebody has been at green.',
    from: 'switched',
    secret: true,
    steps: [{ on: 'node1', run: 'ip link set veth-green nomaster down' }],
  },
];
