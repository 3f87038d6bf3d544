import type { Packet } from '../../../lib/src/capture/packet.js';
import { at } from './journeys.js';
import { ethernet, ipv4, MAC, packetOf, tcp } from './packets.js';

const [FIN, SYN, PSH, ACK] = [1, 2, 8, 16];
const bytes = (count: number): number[] => Array.from({ length: count }, () => 0x61);
/** Near the end of the numbers: they begin anew on the way. */
const FIRST = 2 ** 32 - 4000;

type Step = [micros: number, from: 'client' | 'server', seq: number, ack: number, flags: number, carried?: number];

// A download of 8 segments of which the third is lost on its way and sent again after three doubled acknowledgements.
const steps: readonly Step[] = [
  [0, 'client', 0, 0, SYN],
  [410, 'server', 0, 1, SYN | ACK],
  [455, 'client', 1, 1, ACK],
  [520, 'client', 1, 1, PSH | ACK, 82],
  [940, 'server', 1, 83, ACK],
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((i): Step => [1300 + i * 90, 'server', 1 + i * 1448, 83, ACK, 1448]),
  [1720, 'client', 83, 1449, ACK],
  [1810, 'client', 83, 2897, ACK],
  ...[0, 1, 2].map((i): Step => [1990 + i * 90, 'client', 83, 2897, ACK]),
  [2600, 'server', 2897, 83, ACK, 1448],
  [3020, 'client', 83, 11585, ACK],
  [3300, 'server', 11585, 83, FIN | ACK],
  [3710, 'client', 83, 11586, FIN | ACK],
  [4120, 'server', 11586, 84, ACK],
];

/** What two devices saw of it, in one capture. */
export const download: readonly Packet[] = steps
  .flatMap(([micros, from, seq, ack, flags, carried = 0]) => {
    const wire = (own: number, first: number): number => (own + first) % 2 ** 32;
    const [src, dst] = from === 'client' ? ['10.0.0.1', '10.0.0.2'] : ['10.0.0.2', '10.0.0.1'];
    const ports = from === 'client' ? [40112, 80] : [80, 40112];
    const [own, other] = from === 'client' ? [FIRST, FIRST + 77] : [FIRST + 77, FIRST];
    const numbers = [wire(seq, own!), flags & ACK ? wire(ack, other!) : 0];
    const frame = ethernet(
      MAC.red,
      MAC.blue,
      0x0800,
      ipv4(src!, dst!, 6, tcp(ports[0]!, ports[1]!, numbers[0]!, numbers[1]!, flags, bytes(carried))),
    );
    const [near, far] = from === 'client' ? ['out', 'in'] : ['in', 'out'];
    return [
      { frame, place: `node1/red/eth0 ${near}`, when: micros },
      { frame, place: `node1//veth-red ${far}`, when: micros + (from === 'client' ? 7 : -7) },
    ];
  })
  .toSorted((a, b) => a.when - b.when)
  .map(({ frame, place, when }, i) => packetOf(frame, at(place), when, i + 1));
