import assert from 'node:assert/strict';
import { journeyOf } from '../../../../lib/src/capture/journey/build.js';
import type { Drop } from '../../../../lib/src/capture/journey/drop.js';
import type { End } from '../../../../lib/src/capture/journey/journey.js';
import type { KnownDevice } from '../../../../lib/src/capture/journey/lost.js';
import type { Packet } from '../../../../lib/src/capture/packet.js';
import { A, ACK, arp, B, echo, ethernet, ipv4, letters, R, seen, tcp } from './frames.js';

const device = (path: string, more: Partial<KnownDevice> = {}): KnownDevice => {
  const [host, netns, ifname] = path.split('/') as [string, string, string];
  return { host, netns, ifname, addresses: [], heard: true, ...more };
};
const a0 = device('node1/a/a0', { mac: A, addresses: ['10.0.1.2'] });
const ra = device('node1/r/ra', { mac: R, addresses: ['10.0.1.1'] });

const ping = ethernet(A, R, ipv4({ src: '10.0.1.2', dst: '10.0.2.2', protocol: 1 }, echo(8, 1)));
const left = seen('node1/a/a0 out', 1, ping);
const came = seen('node1/r/ra in', 2, ping);

interface More {
  readonly devices?: readonly KnownDevice[];
  readonly mute?: readonly string[];
  readonly drops?: readonly Drop[];
}
async function endsOf(
  packets: readonly Packet[],
  { devices = [a0, ra], mute = [], drops = [] }: More = {},
): Promise<readonly End[]> {
  const around = { wiring: { cables: [[a0, ra]], stacks: [] }, drops, searched: { devices, mute } } as const;
  return (await journeyOf(packets, around)).flights[0]!.ends;
}

describe('a packet that got lost without a word', () => {
  it('is told where it left by a cable and did not come in at the other end', async () => {
    assert.deepEqual(await endsOf([left]), [
      {
        after: 0,
        host: 'node1',
        netns: 'a',
        ifname: 'a0',
        reason: 'unknown',
        says: 'It left, and was not seen at the other end of the cable (node1, namespace a, a0).',
        evidence: ['node1, namespace r, ra: it did not come in', 'kfree_skb: no word of it from node1’s kernel'],
        look: 'ip netns exec a ip -s link show dev a0',
      },
    ]);
  });

  it('is told with the other end that was down', async () => {
    const [end] = await endsOf([left], { devices: [a0, { ...ra, heard: false }] });
    assert.equal(end!.evidence[0], 'node1, namespace r, ra: down, so nobody listened');
  });

  it('is told where it came in, is for an address that is not there, and did not leave', async () => {
    const [end, ...more] = await endsOf([left, came], { mute: ['node1'] });
    assert.deepEqual(more, []);
    assert.deepEqual([end!.after, end!.netns, end!.ifname, end!.reason], [1, 'r', 'ra', 'unknown']);
    assert.deepEqual(end!.evidence, ['node1: its kernel does not tell what it throws away']);
    assert.equal(end!.look, 'ip netns exec r ip route get 10.0.2.2 from 10.0.1.2 iif ra');
  });

  it('is none where the kernel said why', async () => {
    const drop: Drop = {
      host: 'node1',
      netns: 'r',
      ifname: 'ra',
      time: 3n,
      location: 'ip_forward',
      reason: 'IP_INHDR',
      packet: came,
    };
    assert.deepEqual(
      (await endsOf([left, came], { drops: [drop] })).map(({ reason }) => reason),
      ['ttl'],
    );
  });

  it('is none where it has arrived: at its own address, or answered by somebody', async () => {
    assert.deepEqual(await endsOf([left, came], { devices: [a0, { ...ra, addresses: ['10.0.2.2'] }] }), []);
    const reply = ethernet(R, A, ipv4({ src: '10.0.2.2', dst: '10.0.1.2', protocol: 1, id: 9 }, echo(0, 1)));
    assert.deepEqual(await endsOf([left, came, seen('node1/r/ra out', 3, reply), seen('node1/a/a0 in', 4, reply)]), []);
  });

  it('is none where TCP’s bytes go on in packets cut otherwise, which is told', async () => {
    const segment = (id: number, from: number, size: number): readonly number[] => {
      const header = { src: 1024, dst: 80, seq: 1000 + from, flags: ACK };
      return ethernet(
        A,
        R,
        ipv4({ src: '10.0.1.2', dst: '10.0.2.2', protocol: 6, id }, tcp(header, letters(size, from))),
      );
    };
    const large = seen('node1/a/a0 out', 1, segment(1, 0, 200));
    const parts = [segment(1, 0, 100), segment(2, 100, 100)].map((part, index) =>
      seen('node1/r/ra in', 2 + index, part),
    );
    const around = {
      wiring: { cables: [[a0, ra]], stacks: [] },
      searched: { devices: [a0, device('node1/r/ra')], mute: [] },
    } as const;
    const journey = await journeyOf([large, ...parts], around);
    assert.deepEqual(
      journey.flights.map(({ ends }) => ends),
      [[], [], []],
    );
    assert.match(journey.notes?.join() ?? '', /segmentation offload/);
    // The same twice is no other cut, and other bytes are another stream's.
    const again = await journeyOf(
      [large, seen('node1/a/a0 out', 5, segment(1, 0, 200)), seen('node1/r/ra in', 6, segment(3, 300, 50))],
      around,
    );
    assert.equal(again.notes, undefined);
    assert.equal(again.flights[0]!.ends[0]!.reason, 'unknown');
  });

  it('is none where a card has left a frame for another one alone, which is told as that', async () => {
    assert.deepEqual(
      (await endsOf([left], { devices: [a0, { ...ra, mac: B }] })).map(({ reason }) => reason),
      ['not-mine'],
    );
  });

  it('is none where it is multicast, or one of a flooded frame’s copies', async () => {
    const group = ethernet(
      A,
      '33:33:00:00:00:16',
      ipv4({ src: '10.0.1.2', dst: '224.0.0.22', protocol: 1 }, echo(8, 1)),
    );
    assert.deepEqual(await endsOf([seen('node1/a/a0 out', 1, group)]), []);
    const who = ethernet(B, 'ff:ff:ff:ff:ff:ff', arp(1, B, '10.0.1.3', '10.0.1.9'), 0x0806);
    const flooded = [seen('node1/a/v in', 1, who), seen('node1/a/a0 out', 2, who), seen('node1/a/a1 out', 3, who)];
    assert.deepEqual(await endsOf(flooded), []);
  });
});
