import type { Point } from './point.js';
import { quiet } from './scene.js';

/** The two machines as the tunnel's ends: the address of this one, and that of the other. */
const ends = { node1: ['1.1.1.1', '2.2.2.2'], node2: ['2.2.2.2', '1.1.1.1'] } as const;

/** The network below: this end's address on eth0, and the way to the other's. */
const underlay = (on: keyof typeof ends): string => `
          ip addr add ${ends[on][0]}/32 dev eth0
          ip link set eth0 up
          ip route add ${ends[on][1]} dev eth0`;

/** The tunnel's end, as the notes make it; its MAC by hand, since it is looked for in tables. */
const tunnelEnd = (on: keyof typeof ends, name = 'vx0', id = 100): string => `
          ip link add ${name} address 02:00:00:00:${id === 100 ? '01' : '02'}:0${ends[on][0][0]} type vxlan id ${id} local ${ends[on][0]} remote ${ends[on][1]} dev eth0 dstport 4789
          ip link set ${name} up`;

const bridge = (name = 'br0'): string => `
          ip link add ${name} type bridge
          ip link set ${name} up`;

/** A namespace whose cable ends in a bridge. */
const pod = (name: string, number: number, { host = number, br = 'br0' } = {}): string => `
          ip netns add ${name}
          ip netns exec ${name} ${quiet}
          ip link add veth-${name} type veth peer name eth0 address 02:00:00:00:00:0${number} netns ${name}
          ip link set veth-${name} up master ${br}
          ip -n ${name} addr add 10.5.0.${host}/24 dev eth0
          ip -n ${name} link set eth0 up`;

/** Where the sections of the chapter `vxlan` begin. */
export const vxlan: readonly Point[] = [
  {
    name: 'plain',
    what: 'both machines as they start, but for IPv6, which is off: so that we count our own frames only.',
    steps: [
      { on: 'node1', run: quiet },
      { on: 'node2', run: quiet },
    ],
  },
  {
    name: 'tunnel',
    what: 'vx0 on both machines, with 10.5.0.1 and 10.5.0.2. Below it eth0, with 1.1.1.1 and 2.2.2.2.',
    from: 'plain',
    steps: [
      { on: 'node1', run: `${underlay('node1')}${tunnelEnd('node1')}\n          ip addr add 10.5.0.1/24 dev vx0` },
      { on: 'node2', run: `${underlay('node2')}${tunnelEnd('node2')}\n          ip addr add 10.5.0.2/24 dev vx0` },
    ],
  },
  {
    name: 'pods',
    what:
      'a bridge br0 on each machine: red (10.5.0.1) on node1’s, blue (10.5.0.2) on node2’s. The machines have 1.1.1.1 and ' +
      '2.2.2.2 on eth0, and no tunnel.',
    from: 'plain',
    steps: [
      { on: 'node1', run: underlay('node1') + bridge() + pod('red', 1) },
      { on: 'node2', run: underlay('node2') + bridge() + pod('blue', 2) },
    ],
  },
  {
    name: 'bridged',
    what: 'red (10.5.0.1) on node1 and blue (10.5.0.2) on node2, each on a bridge br0 that has vx0 as a port.',
    from: 'pods',
    steps: [
      { on: 'node1', run: `${tunnelEnd('node1')}\n          ip link set vx0 master br0` },
      { on: 'node2', run: `${tunnelEnd('node2')}\n          ip link set vx0 master br0` },
    ],
  },
  {
    name: 'routed',
    what:
      'vx0 on both machines, with 10.5.0.1 and 10.5.0.2. Behind node1, which forwards, is red (10.6.0.2) with its router ' +
      '10.6.0.1.',
    from: 'tunnel',
    steps: [
      {
        on: 'node1',
        run: `
          ip netns add red
          ip link add veth-red type veth peer name eth0 netns red
          ip addr add 10.6.0.1/24 dev veth-red
          ip link set veth-red up
          ip -n red addr add 10.6.0.2/24 dev eth0
          ip -n red link set eth0 up
          ip -n red route add default via 10.6.0.1
          sysctl -qw net.ipv4.ip_forward=1`,
      },
      { on: 'node2', run: 'ip route add 10.6.0.0/24 via 10.5.0.1' },
    ],
  },
  {
    name: 'tenants',
    what:
      'two tenants with the same addresses. The first has the network 100: red (10.5.0.1) on node1, blue (10.5.0.2) on node2. ' +
      'The second has 200: green (10.5.0.1) and gold (10.5.0.2). Each has a bridge of its own on both machines.',
    from: 'bridged',
    steps: [
      {
        on: 'node1',
        run: `${bridge('br200')}${pod('green', 3, { host: 1, br: 'br200' })}${tunnelEnd('node1', 'vx200', 200)}\n          ip link set vx200 master br200`,
      },
      {
        on: 'node2',
        run: `${bridge('br200')}${pod('gold', 4, { host: 2, br: 'br200' })}${tunnelEnd('node2', 'vx200', 200)}\n          ip link set vx200 master br200`,
      },
    ],
  },
  {
    name: 'mismatched',
    what: 'red on node1 and blue on node2, each on a bridge with vx0. Somebody else has made node2’s vx0.',
    from: 'pods',
    steps: [
      { on: 'node1', run: `${tunnelEnd('node1')}\n          ip link set vx0 master br0` },
      {
        on: 'node2',
        run: `
          ip link add vx0 type vxlan id 100 local 2.2.2.2 remote 1.1.1.11 dev eth0 2> /dev/null
          ip link set vx0 up master br0`,
      },
    ],
  },
];
