import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CapturedPacket } from '../../../../lib/src/capture/captured-packet.js';
import { Kept, merged } from '../../../../lib/src/lab/capture/kept.js';

const recorded = readFileSync(fileURLToPath(new URL('../../../fixtures/captures/arp-ping.pcap', import.meta.url)));
const at = (...times: number[]): CapturedPacket[] =>
  times.map((time, i) =>
    CapturedPacket.alone(i + 1, new Uint8Array(), { length: 0, linkType: 1, clock: () => BigInt(time) }),
  );

describe('the packets of several taps', () => {
  it('come in the order of their times, each with its tap, those a little late at their place', async () => {
    const taps = [at(1, 4, 3, 9), at(2, 3, 10), []];
    const from = new Map<CapturedPacket, number>();
    const all = await merged(taps, (packet, tap) => from.set(packet, tap));
    assert.deepEqual(
      all.map(({ time }) => Number(time)),
      [1, 2, 3, 3, 4, 9, 10],
    );
    assert.deepEqual(
      all.map((packet) => from.get(packet)),
      [0, 1, 1, 0, 0, 0, 1],
    );
  });

  it('are kept up to a bound, and what is beyond is told', () => {
    const whole = new Kept(1, recorded.length);
    whole.push(0, recorded);
    assert.equal(whole.isCut, false);
    assert.ok(whole.packets[0]!.length > 0);
    const kept = new Kept(2, recorded.length);
    kept.push(0, recorded);
    kept.push(1, recorded.subarray(0, 100));
    assert.equal(kept.isCut, true);
    assert.deepEqual(
      kept.packets.map(({ length }) => length),
      [whole.packets[0]!.length, 0],
    );
  });
});
