import type { Point } from './point.js';
import { quiet } from './scene.js';

/** A VLAN device on the machine itself. */
const tagged = (id: number, address: string): string => `
          ip link add link eth0 name eth0.${id} type vlan id ${id}
          ip addr add ${address}/24 dev eth0.${id}
          ip link set eth0.${id} up`;

/** A namespace that has nothing but a VLAN device. */
const tenant = (name: string, id: number, address: string): string => `
          ip netns add ${name}
          ip netns exec ${name} ${quiet}
          ip link add link eth0 name eth0.${id} netns ${name} type vlan id ${id}
          ip -n ${name} addr add ${address}/24 dev eth0.${id}
          ip -n ${name} link set eth0.${id} up`;

/** Red and blue, a VLAN each, and the same address twice. */
const tenants = (address: string): string => tenant('red', 10, address) + tenant('blue', 20, address);

const cable = `
          ${quiet}
          ip link set eth0 up`;

/** Where the sections of the chapter `vlan` begin. */
export const vlan: readonly Point[] = [
  {
    name: 'far-end',
    what: 'on node2, eth0 carries eth0.1 (10.0.1.2) and eth0.2 (10.0.2.2). node1 has nothing yet. IPv6 is off.',
    steps: [
      { on: 'node1', run: quiet },
      { on: 'node2', run: cable + tagged(1, '10.0.1.2') + tagged(2, '10.0.2.2') },
    ],
  },
  {
    name: 'tagged',
    what: 'on each machine, eth0 carries eth0.1 and eth0.2: 10.0.1.1 and 10.0.2.1 on node1, 10.0.1.2 and 10.0.2.2 on node2.',
    from: 'far-end',
    steps: [{ on: 'node1', run: `ip link set eth0 up${tagged(1, '10.0.1.1')}${tagged(2, '10.0.2.1')}` }],
  },
  {
    name: 'one-host',
    what:
      'node2 has an address in each of two VLANs: 10.0.10.2 on eth0.10, 10.0.20.2 on eth0.20. On node1 there is red, in ' +
      'VLAN 10 only (10.0.10.1). red sends all that is for 10.0.20.0/24 into VLAN 10, too.',
    steps: [
      {
        on: 'node1',
        run: `${cable}${tenant('red', 10, '10.0.10.1')}\n          ip -n red route add 10.0.20.0/24 dev eth0.10`,
      },
      { on: 'node2', run: cable + tagged(10, '10.0.10.2') + tagged(20, '10.0.20.2') },
    ],
  },
  {
    name: 'tenants',
    what:
      'on each machine a namespace red in VLAN 10 and a namespace blue in VLAN 20, over one eth0. Both are 10.0.0.1 on ' +
      'node1, and both are 10.0.0.2 on node2.',
    steps: [
      { on: 'node1', run: cable + tenants('10.0.0.1') },
      { on: 'node2', run: cable + tenants('10.0.0.2') },
    ],
  },
  {
    name: 'cable',
    what: 'eth0 joins the two machines, without an address. IPv6 is off.',
    steps: [
      { on: 'node1', run: cable },
      // A card that has a list of VLANs lets 0 in only where this module is.
      { on: 'node2', run: `${cable}\n          modprobe 8021q` },
    ],
  },
  {
    name: 'trunk',
    what:
      'on node1 the bridge br0 with VLAN filtering; its port eth0 leads to node2. br0 has 10.0.1.1, and br0.10, a VLAN ' +
      'device on it, has 10.0.10.1. On node2: eth0.1 with 10.0.1.2, eth0.10 with 10.0.10.2.',
    steps: [
      {
        on: 'node1',
        run: `${cable}
          ip link add br0 address 02:00:00:00:00:01 type bridge vlan_filtering 1
          ip addr add 10.0.1.1/24 dev br0
          ip link set br0 up
          ip link set eth0 master br0
          ip link add link br0 name br0.10 type vlan id 10
          ip addr add 10.0.10.1/24 dev br0.10
          ip link set br0.10 up`,
      },
      { on: 'node2', run: cable + tagged(1, '10.0.1.2') + tagged(10, '10.0.10.2') },
    ],
  },
  {
    name: 'office',
    what:
      'on node1 the bridge br0 with VLAN filtering: red (10.0.10.1) hangs on its port veth-red, and eth0 leads to node2, ' +
      'which has eth0.10 (10.0.10.2). red is to be in VLAN 10. Somebody has been at the bridge.',
    steps: [
      {
        on: 'node1',
        run: `${cable}
          ip netns add red
          ip netns exec red ${quiet}
          ip link add br0 address 02:00:00:00:00:01 type bridge vlan_filtering 1
          ip link set br0 up
          ip link set eth0 master br0
          ip link add veth-red type veth peer name eth0 address 02:00:00:00:00:02 netns red
          ip link set veth-red up master br0
          ip -n red addr add 10.0.10.1/24 dev eth0
          ip -n red link set eth0 up
          bridge vlan del dev veth-red vid 1
          bridge vlan add dev veth-red vid 10 pvid`,
      },
      { on: 'node2', run: cable + tagged(10, '10.0.10.2') },
    ],
  },
];
