import type { Point } from './point.js';
import { router } from './router.js';
import { twoSubnets } from './two-subnets.js';

/** The machines as the tunnel's ends: the card and address below, and the other's; the number of the own pods' subnet. */
const ends = {
  node1: { card: 'eth0', here: '10.1.0.1', there: '10.2.0.2', own: 0, other: 1 },
  node2: { card: 'uplink', here: '10.2.0.2', there: '10.1.0.1', own: 1, other: 0 },
} as const;
type Machine = keyof typeof ends;

/** socat with one end in UDP and the other in tun0, whose /16 leads to all pods that are not here. */
const tunnel = (on: Machine): string => `
          setsid -f socat UDP:${ends[on].there}:9000,bind=${ends[on].here}:9000 TUN:172.16.${ends[on].own}.100/16,tun-name=tun0,iff-no-pi,iff-up > /dev/null 2>&1 < /dev/null
          until ip -br link show dev tun0 up 2> /dev/null | grep -q tun0; do sleep 0.05; done`;

const strict = 'sysctl -qw net.ipv4.conf.all.rp_filter=1';

/** What is for the other machine itself goes by the tunnel too, if it is from a pod. */
const rule = (on: Machine): string => `
          ip route add ${ends[on].there} dev tun0 table 100
          ip rule add from 172.16.${ends[on].own}.0/24 lookup 100`;

const vxlan = (on: Machine): string => `
          ip link add vx0 type vxlan id 100 local ${ends[on].here} remote ${ends[on].there} dev ${ends[on].card} dstport 4789
          ip addr add 10.8.0.${ends[on].own + 1}/24 dev vx0
          ip link set vx0 up`;

const onBoth = (run: (on: Machine) => string): Point['steps'] => [
  { on: 'node1', run: run('node1') },
  { on: 'node2', run: run('node2') },
];

/** Where the sections of the chapter `overlay` begin. */
export const overlay: readonly Point[] = [
  twoSubnets,
  router,
  {
    name: 'tunnel',
    what:
      'the pods and the router as before, and the overlay: socat runs on both machines, with one end at UDP port 9000 and the other ' +
      'in tun0. 172.16.0.0/16 leads into tun0.',
    from: 'router',
    steps: onBoth(tunnel),
  },
  {
    name: 'strict',
    what: 'the overlay, with rp_filter at 1 on both machines: strict, as many a distribution has it.',
    from: 'tunnel',
    steps: onBoth(() => strict),
  },
  {
    name: 'two-tunnels',
    what:
      'the overlay, and a second one beside it: vx0 on both machines (10.8.0.1 and 10.8.0.2), a VXLAN device as in chapter 05. No ' +
      'route leads into it yet.',
    from: 'tunnel',
    steps: onBoth(vxlan),
  },
  {
    name: 'half',
    what:
      'the overlay with strict rp_filter on both machines. node1 has its rule: what red and green send to node2 goes by tun0. node2 has ' +
      'none yet.',
    from: 'strict',
    steps: [{ on: 'node1', run: rule('node1') }],
  },
];
