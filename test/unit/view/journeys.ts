import type { HopChange, End, Flight, Hop, Journey } from '../../../lib/src/capture/journey/journey.js';
import type { Vantage } from '../../../lib/src/capture/packet.js';
import { arpRequest, carriedPing, echo, ethernet, ipv4, MAC, packetOf, plainPing, START, tcp } from './packets.js';
import { hostile } from './samples.js';

/** Where a packet is seen, in one word: `node1/red/eth0 out`. */
export function at(place: string): Vantage {
  const [where = '', direction] = place.split(' ');
  const [host = '', netns = '', ifname = ''] = where.split('/');
  return { host, netns, ifname, ...(direction !== undefined && { direction: direction as 'in' | 'out' }) };
}

type Step = [place: string, micros: number, bytes: number[], more?: Partial<Hop> & { says?: HopChange[] }];

/** A packet's way, each sighting from the one before unless told. */
function flight(name: string, steps: readonly Step[], more: Partial<Flight> = {}): Flight {
  const hops = steps.map(([place, micros, bytes, { says, ...own } = {}], i): Hop => {
    const packet = packetOf(bytes, at(place), micros, i + 1);
    return {
      ...{ at: at(place), packet, inner: 0, time: START + BigInt(micros) * 1000n, changes: says ?? [] },
      ...(i > 0 && { from: i - 1 }),
      ...own,
    };
  });
  return { name, hops, ends: [], ...more };
}

const ttl = (before: number): HopChange => ({
  ...{ what: 'ttl' as const, field: 'ttl', before: String(before), after: String(before - 1) },
  says: `TTL ${before} > ${before - 1}`,
});
const macs: HopChange = {
  what: 'mac',
  says: `MACs ${MAC.red} > ${MAC.router} and ${MAC.router} > ${MAC.blue}`,
};
const into: HopChange = { what: 'encapsulation', says: 'into VXLAN vni 100, 192.168.1.1 > 192.168.1.2' };
const out: HopChange = { what: 'decapsulation', says: 'out of VXLAN vni 100, 192.168.1.1 > 192.168.1.2' };

const reply = (seq: number): number[] =>
  ethernet(MAC.blue, MAC.red, 0x0800, ipv4('10.0.0.2', '10.0.0.1', 1, echo(0, seq)));

/** A ping from a namespace of one machine to one of the other, through bridges and VXLAN. */
export const overlay: Journey = {
  flights: [
    flight('ICMP echo request 10.0.0.1 > 10.0.0.2, seq 1', [
      ['node1/red/eth0 out', 0, plainPing()],
      ['node1//veth-red in', 9, plainPing()],
      ['node1//vxlan100 out', 17, plainPing()],
      ['node1//eth0 out', 31, carriedPing(), { inner: 4, says: [into] }],
      ['node2//eth0 in', 412, carriedPing(), { inner: 4 }],
      ['node2//vxlan100 in', 430, plainPing(), { says: [out] }],
      ['node2//veth-blue out', 441, plainPing()],
      ['node2/blue/eth0 in', 447, plainPing()],
    ]),
    flight(
      'ICMP echo reply 10.0.0.2 > 10.0.0.1, seq 1',
      [
        ['node2/blue/eth0 out', 489, reply(1)],
        ['node2//veth-blue in', 495, reply(1)],
        ['node2//vxlan100 out', 502, reply(1)],
        ['node2//eth0 out', 515, carriedPing(), { inner: 4, says: [into] }],
        ['node1//eth0 in', 880, carriedPing(), { inner: 4 }],
        ['node1//vxlan100 in', 899, reply(1), { says: [out] }],
        ['node1//veth-red out', 908, reply(1)],
        ['node1/red/eth0 in', 913, reply(1)],
      ],
      { replyTo: 0 },
    ),
  ],
  clocks: [{ host: 'node2', ahead: 1_204_000n, uncertainty: 48_000n, known: 'crossings' }],
};

const asked = ethernet(MAC.red, 'ff:ff:ff:ff:ff:ff', 0x0806, arpRequest(MAC.red, '10.0.0.1', '10.0.0.3'));
const quiet = (after: number, host: string, netns: string, says: string): End => ({
  ...{ after, host, netns, ifname: 'eth0', reason: 'not-mine', says, evidence: [] },
});

/** A question to everybody on a bridge. */
export const flood: Journey = {
  flights: [
    flight(
      'ARP who has 10.0.0.3, asks 10.0.0.1',
      [
        ['node1/red/eth0 out', 0, asked],
        ['node1//veth-red in', 6, asked],
        ['node1//veth-blue out', 12, asked],
        ['node1//veth-green out', 14, asked, { from: 1 }],
        ['node1//eth0 out', 15, asked, { from: 1 }],
        ['node1/blue/eth0 in', 19, asked, { from: 2 }],
        ['node1/green/eth0 in', 22, asked, { from: 3 }],
        ['node2//eth0 in', 340, asked, { from: 4 }],
      ],
      {
        ends: [
          quiet(5, 'node1', 'blue', 'blue has another address'),
          quiet(7, 'node2', '', 'node2 has another address'),
        ],
      },
    ),
  ],
  clocks: [],
};

const syn = (host: string, ttl = 64): number[] =>
  ethernet(MAC.red, MAC.router, 0x0800, ipv4('10.0.0.2', host, 6, tcp(40112, 80, 1, 0, 2), { ttl }));

/** Through a router that translates, to a firewall. */
export const dropped: Journey = {
  flights: [
    flight(
      'TCP SYN 10.0.0.2:40112 > 192.168.1.9:80',
      [
        ['node1/red/eth0 out', 0, syn('192.168.1.9')],
        ['node1/router/lan in', 8, syn('192.168.1.9')],
        [
          'node1/router/wan out',
          31,
          syn('192.168.1.9', 63),
          {
            says: [
              ttl(64),
              macs,
              { what: 'address', field: 'src', says: 'source translated: 10.0.0.2 > 192.168.1.1' },
              { what: 'port', field: 'srcPort', says: 'source port 40112 > 1025' },
              { what: 'tag', says: 'VLAN tag 30 on' },
            ],
          },
        ],
        ['node1//eth0 out', 44, syn('192.168.1.9', 63)],
        ['node2//eth0 in', 402, syn('192.168.1.9', 63)],
      ],
      {
        ends: [
          {
            ...{ after: 4, host: 'node2', netns: '', ifname: 'eth0', reason: 'firewall' },
            says: 'dropped by a rule of the table inet guard, chain input',
            evidence: ['tcp dport 80 counter packets 1 bytes 60 drop', 'drop reason NETFILTER_DROP at nft_do_chain'],
            look: 'nft list chain inet guard input',
          },
        ],
      },
    ),
  ],
  clocks: [{ host: 'node2', ahead: -30_000n, uncertainty: 900_000n, known: 'asked' }],
};

/** One device; and a packet that never reached any. */
export const small: Journey = {
  flights: [
    flight('ICMP echo request 10.0.0.1 > 10.0.0.9, seq 1', [], {
      ends: [
        {
          ...{ host: 'node1', netns: 'red', reason: 'no-route' },
          says: 'red has no route to 10.0.0.9',
          evidence: ['ping: connect: Network is unreachable'],
          look: 'ip netns exec red ip route get 10.0.0.9',
        },
      ],
    }),
  ],
  clocks: [],
};

export const pair: Journey = {
  flights: [
    flight('ICMP echo request 10.0.0.1 > 10.0.0.2, seq 1', [
      ['node1/red/eth0 out', 0, plainPing()],
      ['node1//veth0 in', 9, plainPing()],
    ]),
    flight(
      'ICMP echo reply 10.0.0.2 > 10.0.0.1, seq 1',
      [
        ['node1//veth0 out', 21, reply(1)],
        ['node1/red/eth0 in', 27, reply(1)],
      ],
      { replyTo: 0 },
    ),
  ],
  clocks: [],
};

/** More devices than fit. */
export const wide: Journey = {
  flights: [
    flight(
      'ICMP echo request 2001:db8:0:10:5054:ff:fe6e:101 > 2001:db8:0:20:5054:ff:fe6e:201, seq 1, in a packet of 1,508 bytes',
      Array.from({ length: 14 }, (_, i): Step => [
        `node${1 + Math.floor(i / 5)}/${i % 5 === 2 ? `r${i}` : ''}/${i % 2 ? 'veth' : 'eth'}${i}.4094 ${i % 2 ? 'in' : 'out'}`,
        i * 1234,
        plainPing(),
        i % 5 === 2 ? { says: [ttl(64 - i)] } : {},
      ]),
    ),
  ],
  clocks: [],
};

/** Names that would like to be markup. */
export const bad: Journey = {
  flights: [
    flight(
      hostile,
      [
        [`${hostile.replaceAll('/', '')}/x/y in`, 0, plainPing()],
        [
          `node1/${hostile.replaceAll('/', '').replaceAll(' ', '')}/${hostile.replaceAll('/', '')} out`,
          3,
          plainPing(),
          { says: [{ what: 'ttl', says: hostile }] },
        ],
      ],
      {
        ends: [
          { after: 1, host: 'node1', netns: 'red', reason: 'other', says: hostile, evidence: [hostile], look: hostile },
        ],
      },
    ),
  ],
  clocks: [{ host: hostile, ahead: 0n, uncertainty: 0n, known: 'assumed' }],
};
