import assert from 'node:assert/strict';
import { journeyOf, type Surroundings } from '../../../../lib/src/capture/journey/build.js';
import type { Flight, Journey } from '../../../../lib/src/capture/journey/journey.js';
import type { Device, Wiring } from '../../../../lib/src/capture/journey/wiring.js';
import type { Packet } from '../../../../lib/src/capture/packet.js';
import {
  A,
  ACK,
  arp,
  B,
  echo,
  error,
  ethernet,
  ipv4,
  letters,
  R,
  seen,
  SYN,
  tagged,
  tcp,
  TUNNEL_PORT,
  udp,
  vxlan,
} from './frames.js';

const device = (path: string): Device => {
  const [host, netns, ifname] = path.split('/');
  return { host: host!, netns: netns!, ifname: ifname! };
};
const wired = (cables: readonly string[], stacks: readonly string[] = []): Wiring => ({
  cables: cables.map((line) => line.split(' ').map(device) as [Device, Device]),
  stacks: stacks.map((line) => {
    const [upper, lower] = line.split(' ').map(device);
    return { upper: upper!, lower: lower! };
  }),
});
const told = (packets: readonly Packet[], around: Surroundings = {}): Promise<Journey> => journeyOf(packets, around);
/** `[from] place`, and what was changed there. */
const path = ({ hops }: Flight): string[] =>
  hops.map(({ at, from, changes }) =>
    [`${from ?? '-'} ${at.host}/${at.netns}/${at.ifname} ${at.direction}`, ...changes.map(({ says }) => says)].join(
      ', ',
    ),
  );
const ping = (more: object = {}, seq = 1) =>
  ipv4({ src: '10.0.1.2', dst: '10.0.2.2', protocol: 1, ...more }, echo(8, seq));
const pong = (more: object = {}, seq = 1) =>
  ipv4({ src: '10.0.2.2', dst: '10.0.1.2', protocol: 1, id: 99, ...more }, echo(0, seq));

describe('a journey', () => {
  it('follows a request through a router, and knows its reply', async () => {
    const wiring = wired(['node1/a/eth0 node1/r/ra', 'node1/b/eth0 node1/r/rb']);
    const journey = await told(
      [
        seen('node1/a/eth0 out', 1, ethernet(A, R, ping())),
        seen('node1/r/ra in', 2, ethernet(A, R, ping())),
        seen('node1/r/rb out', 3, ethernet(R, B, ping({ ttl: 63 }))),
        seen('node1/b/eth0 in', 4, ethernet(R, B, ping({ ttl: 63 }))),
        seen('node1/b/eth0 out', 5, ethernet(B, R, pong())),
        seen('node1/r/rb in', 6, ethernet(B, R, pong())),
      ],
      { wiring },
    );
    const [request, reply] = journey.flights;
    assert.equal(journey.flights.length, 2);
    assert.equal(request!.name, 'ICMP echo request 10.0.1.2 > 10.0.2.2, seq 1');
    assert.deepEqual(path(request!), [
      '- node1/a/eth0 out',
      '0 node1/r/ra in',
      `1 node1/r/rb out, source MAC ${A} > ${R}, destination MAC ${R} > ${B}, TTL 64 > 63`,
      '2 node1/b/eth0 in',
    ]);
    assert.equal(reply!.replyTo, 0);
    assert.equal(reply!.hops.length, 2);
  });

  it('tells pings in a row apart, also where the identification is 0', async () => {
    const journey = await told(
      [1, 2, 3].map((seq) => seen('node1//eth0 out', seq, ethernet(A, B, ping({ id: 0 }, seq)))),
    );
    assert.deepEqual(
      journey.flights.map(({ hops }) => hops.length),
      [1, 1, 1],
    );
  });

  it('takes a question that is asked again for another packet', async () => {
    const who = ethernet(A, 'ff:ff:ff:ff:ff:ff', arp(1, A, '10.0.0.1', '10.0.0.9'), 0x0806);
    const packets = [1, 2].flatMap((n) => [
      seen('node1/a/eth0 out', n * 1000, who),
      seen('node1//v0 in', n * 1000 + 1, who),
    ]);
    const is = ethernet(B, A, arp(2, B, '10.0.0.9', '10.0.0.1'), 0x0806);
    const { flights } = await told([...packets, seen('node1//v0 out', 3000, is)]);
    assert.deepEqual(
      flights.map(({ name, hops, replyTo }) => [name, hops.length, replyTo]),
      [
        ['ARP who-has 10.0.0.9 tell 10.0.0.1', 2, undefined],
        ['ARP who-has 10.0.0.9 tell 10.0.0.1', 2, undefined],
        [`ARP 10.0.0.9 is-at ${B}`, 1, 1],
      ],
    );
  });

  it('fans out where a bridge floods, with a tag on the one port that has it', async () => {
    const wiring = wired(
      ['node1/a/eth0 node1//va', 'node1/b/eth0 node1//vb', 'node1/c/eth0 node1//vc'],
      ['node1//br0 node1//va', 'node1//br0 node1//vb', 'node1//br0 node1//vc', 'node1//br0 node1//eth0'],
    );
    const who = arp(1, A, '10.0.0.1', '10.0.0.2');
    const all = 'ff:ff:ff:ff:ff:ff';
    const journey = await told(
      [
        seen('node1/a/eth0 out', 1, ethernet(A, all, who, 0x0806)),
        seen('node1//va in', 2, ethernet(A, all, who, 0x0806)),
        seen('node1//br0 in', 2, ethernet(A, all, who, 0x0806)),
        seen('node1//vb out', 3, ethernet(A, all, who, 0x0806)),
        seen('node1/b/eth0 in', 4, ethernet(A, all, who, 0x0806)),
        seen('node1//vc out', 5, ethernet(A, all, who, 0x0806)),
        seen('node1//eth0 out', 6, tagged(A, all, 10, who, 0x0806)),
        seen('node1/c/eth0 in', 7, ethernet(A, all, who, 0x0806)),
      ].reverse(), // whatever order they are given in
      { wiring },
    );
    const [flight, ...others] = journey.flights;
    assert.deepEqual(others, []);
    assert.deepEqual(path(flight!), [
      '- node1/a/eth0 out',
      '0 node1//va in',
      '1 node1//br0 in',
      '1 node1//vb out',
      '3 node1/b/eth0 in',
      '1 node1//vc out',
      '1 node1//eth0 out, tag 10 put on',
      '5 node1/c/eth0 in',
    ]);
  });

  it('sees a packet leave one machine before it comes in at the other, however far off the clocks were said to be', async () => {
    const wiring = wired(['node1//eth0 node2/r/eth0', 'node1/a/eth0 node1//va']);
    const there = ethernet(A, R, ping());
    const sent = ethernet(R, B, ping());
    for (const hosts of [
      ['node1', 'node2'],
      ['node2', 'node1'],
    ]) {
      const off = hosts[0] === 'node1' ? 60_000_000n : -60_000_000n;
      const journey = await told(
        [
          seen('node1/a/eth0 out', 1000, there),
          seen('node1//va in', 2000, there),
          seen('node1//eth0 out', 5000, sent),
          seen('node2/r/eth0 in', 7000, sent),
        ],
        { wiring, hosts, clocks: [{ host: hosts[1]!, ahead: off, uncertainty: 70_000_000n, known: 'asked' }] },
      );
      const [flight] = journey.flights;
      assert.deepEqual(
        flight!.hops.map(({ at, from }) => [at.host, at.ifname, from]),
        [
          ['node1', 'eth0', undefined],
          ['node1', 'va', 0],
          ['node1', 'eth0', 1],
          ['node2', 'eth0', 2],
        ],
      );
    }
  });

  it('sees a packet inside VXLAN, over two machines whose clocks differ', async () => {
    const wiring = wired(
      ['node1//eth0 node2//eth0', 'node1/a/eth0 node1//va', 'node2/b/eth0 node2//vb'],
      ['node1//br0 node1//va', 'node1//br0 node1//vxlan0', 'node2//br0 node2//vb', 'node2//br0 node2//vxlan0'],
    );
    const outer = (frame: readonly number[], src: string, dst: string): readonly number[] =>
      ethernet(R, R, ipv4({ src, dst, protocol: 17, id: 500 }, udp(40000, 4789, vxlan(100, frame))));
    const there = ethernet(A, B, ping());
    const back = ethernet(B, A, pong());
    const late = 1_000_000; // node2's clock is 1 ms behind
    const journey = await told(
      [
        seen('node1/a/eth0 out', 1000, there),
        seen('node1//va in', 2000, there),
        seen('node1//vxlan0 out', 3000, there),
        seen('node1//eth0 out', 4000, outer(there, '192.168.0.1', '192.168.0.2')),
        seen('node2//eth0 in', 10_000 - late, outer(there, '192.168.0.1', '192.168.0.2')),
        seen('node2//vxlan0 in', 10_000 - late, there),
        seen('node2//vb out', 12_000 - late, there),
        seen('node2/b/eth0 in', 13_000 - late, there),
        seen('node2/b/eth0 out', 20_000 - late, back),
        seen('node2//vb in', 21_000 - late, back),
        seen('node2//vxlan0 out', 22_000 - late, back),
        seen('node2//eth0 out', 23_000 - late, outer(back, '192.168.0.2', '192.168.0.1')),
        seen('node1//eth0 in', 27_000, outer(back, '192.168.0.2', '192.168.0.1')),
        seen('node1//vxlan0 in', 27_000, back),
      ],
      { wiring },
    );
    // 6000 ns there and 4000 ns back: a thousand off the truth, and within what is said.
    assert.deepEqual(journey.clocks, [{ host: 'node2', ahead: -999_000n, uncertainty: 5000n, known: 'crossings' }]);
    assert.equal(journey.flights.length, 2);
    assert.deepEqual(path(journey.flights[0]!), [
      '- node1/a/eth0 out',
      '0 node1//va in',
      '1 node1//vxlan0 out',
      '2 node1//eth0 out, into VXLAN vni 100, 192.168.0.1 > 192.168.0.2',
      '3 node2//eth0 in',
      '4 node2//vxlan0 in, out of VXLAN vni 100, 192.168.0.1 > 192.168.0.2',
      '5 node2//vb out',
      '6 node2/b/eth0 in',
    ]);
    assert.deepEqual(
      journey.flights[0]!.hops.map(({ inner }) => inner),
      [0, 0, 0, 4, 4, 0, 0, 0],
    );
    assert.equal(journey.flights[1]!.replyTo, 0);
    assert.equal(journey.flights[1]!.hops.length, 6);
  });

  it('sees a packet in UDP of a tunnel’s port, where a router between the tunnel’s ends changes what carries it', async () => {
    const wiring = wired(['node1//eth0 node2/r/eth0', 'node2/r/eth1 node2//up']);
    const outer = (ttl: number): readonly number[] =>
      ipv4({ src: '10.1.0.1', dst: '10.2.0.2', protocol: 17, id: 500, ttl }, udp(9000, TUNNEL_PORT, ping({ ttl: 63 })));
    const { flights } = await told(
      [
        seen('node1//br0 in', 1, ethernet(A, R, ping())),
        seen('node1//eth0 out', 3, ethernet(A, R, outer(64))),
        seen('node2/r/eth0 in', 4, ethernet(A, R, outer(64))),
        seen('node2/r/eth1 out', 5, ethernet(R, B, outer(63))),
        seen('node2//up in', 6, ethernet(R, B, outer(63))),
        seen('node2//br0 out', 8, ethernet(R, B, ping({ ttl: 62 }))),
      ],
      { wiring },
    );
    assert.equal(flights.length, 1);
    assert.equal(flights[0]!.name, 'ICMP echo request 10.0.1.2 > 10.0.2.2, seq 1');
    assert.deepEqual(path(flights[0]!), [
      '- node1//br0 in',
      '0 node1//eth0 out, into UDP port 9000, 10.1.0.1 > 10.2.0.2, TTL 64 > 63',
      '1 node2/r/eth0 in',
      '2 node2/r/eth1 out, outer source MAC 02:00:00:00:00:0a > 02:00:00:00:00:0f, ' +
        'outer destination MAC 02:00:00:00:00:0f > 02:00:00:00:00:0b, outer TTL 64 > 63',
      '3 node2//up in',
      '4 node2//br0 out, out of UDP port 9000, 10.1.0.1 > 10.2.0.2, TTL 63 > 62',
    ]);
  });

  it('knows a packet and its reply after address translation, and the error that quotes it', async () => {
    const datagram = (src: string, port: number, ttl: number): readonly number[] =>
      ipv4({ src, dst: '192.0.2.9', protocol: 17, id: 321, ttl }, udp(port, 53, letters(20)));
    const [inside, outside] = [datagram('10.0.1.2', 5000, 64), datagram('192.0.2.1', 61234, 63)];
    const refusal = (dst: string, about: readonly number[]): readonly number[] =>
      ipv4({ src: '192.0.2.9', dst, protocol: 1, id: 5 }, error(3, 3, about));
    const { flights } = await told(
      [
        seen('node1//v0 in', 1, ethernet(A, R, inside)),
        seen('node1//eth0 out', 2, ethernet(R, B, outside)),
        seen('node1//eth0 in', 3, ethernet(B, R, refusal('192.0.2.1', outside))),
        seen('node1//v0 out', 4, ethernet(R, A, refusal('10.0.1.2', inside))),
      ],
      { wiring: wired([]) },
    );
    assert.deepEqual(
      flights.map(({ name, replyTo, hops }) => [name, replyTo, hops.length]),
      [
        ['UDP 10.0.1.2:5000 > 192.0.2.9:53, 20 bytes', undefined, 2],
        ['ICMP port unreachable 192.0.2.9 > 192.0.2.1', 0, 2],
      ],
    );
    const changes = flights[0]!.hops[1]!.changes.filter(({ what }) => what === 'address' || what === 'port');
    assert.deepEqual(changes, [
      {
        what: 'address',
        field: 'src',
        before: '10.0.1.2',
        after: '192.0.2.1',
        says: 'source translated: 10.0.1.2 > 192.0.2.1',
      },
      { what: 'port', field: 'srcPort', before: '5000', after: '61234', says: 'source port translated: 5000 > 61234' },
    ]);
  });

  it('takes the parts of a datagram for it, whole before and apart after', async () => {
    const load = echo(8, 1, 1, 3000);
    const part = (from: number, to: number): readonly number[] =>
      ethernet(
        R,
        B,
        ipv4(
          { src: '10.0.1.2', dst: '10.0.2.2', protocol: 1, ttl: 63, offset: from, more: to < load.length },
          load.slice(from, to),
        ),
      );
    const whole = ethernet(A, R, ipv4({ src: '10.0.1.2', dst: '10.0.2.2', protocol: 1 }, load));
    const wiring = wired(['node1/r/rb node1/b/eth0']);
    const { flights } = await told(
      [
        seen('node1/r/ra in', 1, whole),
        seen('node1/r/rb out', 2, part(0, 1480)),
        seen('node1/r/rb out', 3, part(1480, 2960)),
        seen('node1/r/rb out', 4, part(2960, load.length)),
        seen('node1/b/eth0 in', 5, part(0, 1480)),
        seen('node1/b/eth0 in', 6, part(1480, 2960)),
        seen('node1/b/eth0 in', 7, part(2960, load.length)),
        seen('node1/b/br0 in', 8, whole),
      ],
      { wiring },
    );
    assert.equal(flights.length, 1);
    assert.deepEqual(
      flights[0]!.hops.map(({ from, fragment }) => [from, fragment?.offset]),
      [
        [undefined, undefined],
        [0, 0],
        [0, 1480],
        [0, 2960],
        [1, 0],
        [2, 1480],
        [3, 2960],
        [6, undefined],
      ],
    );
    assert.deepEqual(flights[0]!.hops[3]!.fragment, { offset: 2960, length: 48, last: true });
    assert.ok(flights[0]!.hops[3]!.changes.some(({ says }) => says === 'fragment: bytes 2960-3007, the last'));
    assert.ok(flights[0]!.hops[7]!.changes.some(({ what }) => what === 'reassembly'));
  });

  it('knows which segment acknowledges which', async () => {
    const segment = (from: string, to: string, options: Parameters<typeof tcp>[0], load: readonly number[] = []) =>
      ethernet(A, B, ipv4({ src: from, dst: to, protocol: 6, id: options.seq % 1000 }, tcp(options, load)));
    const [client, server] = ['10.0.0.1', '10.0.0.2'];
    const { flights } = await told([
      seen('node1//eth0 out', 1, segment(client, server, { src: 4000, dst: 80, seq: 100, flags: SYN })),
      seen('node1//eth0 in', 2, segment(server, client, { src: 80, dst: 4000, seq: 900, ack: 101, flags: SYN | ACK })),
      seen('node1//eth0 out', 3, segment(client, server, { src: 4000, dst: 80, seq: 101, ack: 901, flags: ACK })),
      seen(
        'node1//eth0 out',
        4,
        segment(client, server, { src: 4000, dst: 80, seq: 101, ack: 901, flags: ACK }, [1, 2]),
      ),
      seen('node1//eth0 in', 5, segment(server, client, { src: 80, dst: 4000, seq: 901, ack: 103, flags: ACK })),
    ]);
    assert.deepEqual(
      flights.map(({ name, replyTo }) => [name, replyTo]),
      [
        ['TCP SYN 10.0.0.1:4000 > 10.0.0.2:80', undefined],
        ['TCP SYN ACK 10.0.0.2:80 > 10.0.0.1:4000', 0],
        ['TCP ACK 10.0.0.1:4000 > 10.0.0.2:80', 1],
        ['TCP ACK 10.0.0.1:4000 > 10.0.0.2:80, 2 bytes', 1],
        ['TCP ACK 10.0.0.2:80 > 10.0.0.1:4000', 3],
      ],
    );
  });
});
