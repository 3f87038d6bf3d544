import assert from 'node:assert/strict';
import { journeyOf, type Surroundings } from '../../../../lib/src/capture/journey/build.js';
import type { Packet } from '../../../../lib/src/capture/packet.js';
import { pauses } from '../../../../lib/src/pauses.js';
import { A, ACK, B, echo, ethernet, ipv4, letters, R, seen, tcp, udp } from './frames.js';

/** How often packets are sent through the router, each seen at four places. */
const TIMES = 250;
const device = (netns: string, ifname: string) => ({ host: 'node1', netns, ifname, addresses: [], heard: true });
const [a0, ra, rb, b0] = [device('a', 'a0'), device('r', 'ra'), device('r', 'rb'), device('b', 'b0')];
const around: Surroundings = {
  wiring: {
    cables: [
      [a0, ra],
      [rb, b0],
    ],
    stacks: [],
  },
  searched: { devices: [a0, ra, rb, b0], mute: [] },
};

/** The packets of a long capture, and how many different ones were looked at since it was asked last. */
function longCapture(load: (index: number) => readonly number[], protocol: number) {
  let looked = new Set<Packet>();
  const packets = Array.from({ length: TIMES }, (_, index) =>
    ['a/a0 out', 'r/ra in', 'r/rb out', 'b/b0 in'].map((place, hop) => {
      const header = { src: '10.0.1.2', dst: '10.0.2.2', protocol, id: 0, ttl: hop < 2 ? 64 : 63 };
      const [from, to] = hop < 2 ? [A, R] : [R, B];
      return watched(seen(`node1/${place}`, index * 4 + hop, ethernet(from, to, ipv4(header, load(index)))));
    }),
  ).flat();
  function watched(packet: Packet): Packet {
    const { layers } = packet;
    const look = (): Packet['layers'] => {
      looked.add(packet);
      return layers;
    };
    return Object.defineProperty(packet, 'layers', { get: look });
  }
  const since = (): number => {
    const { size } = looked;
    looked = new Set();
    return size;
  };
  return { packets, since };
}

const captures = {
  'that differ': () => longCapture((index) => echo(8, index), 1),
  'that are all alike': () => longCapture(() => udp(1000, 2000, letters(20)), 17),
  'of one stream': () =>
    longCapture((index) => tcp({ src: 1000, dst: 80, seq: index * 20, flags: ACK }, letters(20)), 6),
};

describe('a journey of very many packets', () => {
  for (const [kind, capture] of Object.entries(captures))
    it(`is told of packets ${kind} with a pause after each one’s work`, async () => {
      const { packets, since } = capture();
      let [pauses, most] = [0, 0];
      const { flights } = await journeyOf(packets, around, () => {
        pauses++;
        most = Math.max(most, since());
        return Promise.resolve();
      });
      assert.equal(flights.length, TIMES);
      assert.ok(most <= 4, `${most} packets were looked at with no pause between them`);
      assert.ok(pauses > packets.length, `${pauses} pauses`);
    });

  it('lets the event loop go on, and ends at once where it is interrupted', async () => {
    const controller = new AbortController();
    const { packets } = captures['that differ']();
    let turns = 0;
    let next = setImmediate(function turn() {
      if (++turns === 100) controller.abort(new Error('interrupted'));
      next = setImmediate(turn);
    });
    await assert.rejects(journeyOf(packets, around, pauses(controller.signal, 0)), /^Error: interrupted$/);
    clearImmediate(next);
    assert.ok(turns >= 100 && turns <= 102, `${turns} turns`);
  });
});
