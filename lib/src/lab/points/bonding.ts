import type { Point } from './point.js';
import { quiet } from './scene.js';

/** A bond of both NICs. Where a driver does not tell how fast a NIC is, LACP wants to be told; here it is said always. */
const bonded = (options: string, host: number): string => `
          ${quiet}
          ip link add bond1 type bond miimon 100 ${options}
          for port in eth0 eth1; do
            ip link set $port down
            ethtool -s $port speed 1000 duplex full
            ip link set $port master bond1
          done
          ip addr add 10.1.0.${host}/24 dev bond1`;

/** Nothing is measured before the way is there. */
const reached = (address: string): string => `until ping -c 1 -W 1 ${address} > /dev/null; do :; done`;

const lacp = 'mode 802.3ad lacp_rate fast xmit_hash_policy layer3+4';

/** Where the sections of the chapter `bonding` begin. */
export const bonding: readonly Point[] = [
  {
    name: 'wires',
    what:
      'both cables are in, and the NICs are up. node2 plays the switch: eth0 and eth1 are ports of its bridge br0, which has ' +
      'the address 10.1.0.2. IPv6 is off, so that we count our own frames only.',
    steps: [
      {
        on: 'node2',
        run: `
          ${quiet}
          ip link add br0 address 02:00:00:00:01:02 type bridge
          ip addr add 10.1.0.2/24 dev br0
          ip link set br0 up
          ip link set eth0 up master br0
          ip link set eth1 up master br0`,
      },
      {
        on: 'node1',
        run: `
          ${quiet}
          ip link set eth0 up
          ip link set eth1 up`,
      },
    ],
  },
  {
    name: 'backup',
    what: 'bond1 on node1 (active-backup, miimon 100) has the ports eth0 and eth1, and the address 10.1.0.1.',
    from: 'wires',
    steps: [
      {
        on: 'node1',
        run: `${bonded('mode active-backup', 1)}
          ip link set bond1 up
          ${reached('10.1.0.2')}`,
      },
    ],
  },
  {
    name: 'in-turn',
    what: 'a bond of eth0 and eth1 on each machine, mode balance-rr: 10.1.0.1 on node1, 10.1.0.2 on node2.',
    steps: [
      { on: 'node2', run: `${bonded('mode balance-rr', 2)}\n          ip link set bond1 up` },
      {
        on: 'node1',
        run: `${bonded('mode balance-rr', 1)}
          ip link set bond1 up
          ${reached('10.1.0.2')}`,
      },
    ],
  },
  {
    name: 'lacp',
    what:
      'a bond of eth0 and eth1 on each machine, mode 802.3ad: 10.1.0.1 on node1, 10.1.0.2 on node2. That of node1 is still ' +
      'off. A frame’s port is chosen by addresses and port numbers (layer3+4).',
    steps: [
      { on: 'node2', run: `${bonded(lacp, 2)}\n          ip link set bond1 up` },
      { on: 'node1', run: bonded(lacp, 1) },
    ],
  },
  {
    name: 'guest',
    what: 'as at first, both NICs of node1 on the switch; and one more machine on that switch: red, 10.1.0.3.',
    from: 'wires',
    steps: [
      {
        on: 'node2',
        run: `
          ip netns add red
          ip netns exec red ${quiet}
          ip link add veth-red type veth peer name eth0 address 02:00:00:00:00:03 netns red
          ip link set veth-red up master br0
          ip -n red addr add 10.1.0.3/24 dev eth0
          ip -n red link set eth0 up`,
      },
    ],
  },
];
