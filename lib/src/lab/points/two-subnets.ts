import type { Point } from './point.js';
import { cable, namespace, quiet } from './scene.js';

/** The machines of the talk's third and fourth step. The pods of one have 172.16.0.0/24, those of the other 172.16.1.0/24. */
const nodes = {
  node1: { number: 1, subnet: '172.16.0', pods: ['red', 'green'] },
  node2: { number: 2, subnet: '172.16.1', pods: ['blue', 'gold'] },
} as const;

/** A pod: a namespace on the bridge, whose way to everywhere else is the bridge's own address. */
const pod = (name: string, node: number, subnet: string, host: number): string => `${namespace(name)}
          ip link add veth-${name} type veth peer name eth0 address 02:00:00:00:0${node}:0${host} netns ${name}
          ip link set veth-${name} up master br0
          ip -n ${name} addr add ${subnet}.${host}/24 dev eth0
          ip -n ${name} link set eth0 up
          ip -n ${name} route add default via ${subnet}.1`;

const node = ({ number, subnet, pods }: (typeof nodes)[keyof typeof nodes]): string => `
          ${quiet}${cable(number)}
          ip link add br0 address 02:00:00:00:0${number}:01 type bridge
          ip addr add ${subnet}.1/24 dev br0
          ip link set br0 up${pods.map((name, index) => pod(name, number, subnet, index + 2)).join('')}`;

/** Two machines with pods on a bridge each, a subnet a machine. They neither forward nor know of each other's pods. */
export const twoSubnets: Point = {
  name: 'two-subnets',
  what:
    'each machine has a bridge br0 with two pods. On node1 they are red and green, 172.16.0.2 and .3, on node2 blue and gold, ' +
    '172.16.1.2 and .3; br0 has .1 on either. eth0 joins the machines: 10.1.0.1 and 10.1.0.2. IPv6 is off.',
  steps: [
    { on: 'node1', run: node(nodes.node1) },
    { on: 'node2', run: node(nodes.node2) },
  ],
};
