import type { Point } from './point.js';

const addressed = (on: 'node1' | 'node2', address: string): Point['steps'][number] => ({
  on,
  run: `
          ip addr add ${address} dev eth0
          ip link set eth0 up`,
});

/** Where the sections of the chapter `start-here` begin. */
export const startHere: readonly Point[] = [
  {
    name: 'joined',
    what: 'eth0 is on, on both machines: 10.1.0.1/24 on node1, 10.1.0.2/24 on node2.',
    steps: [addressed('node1', '10.1.0.1/24'), addressed('node2', '10.1.0.2/24')],
  },
  {
    name: 'apart',
    what: 'eth0 is on, on both machines: 10.1.0.1/24 on node1, 10.1.7.2/24 on node2.',
    steps: [addressed('node1', '10.1.0.1/24'), addressed('node2', '10.1.7.2/24')],
  },
];
