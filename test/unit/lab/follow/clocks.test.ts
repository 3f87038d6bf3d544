import assert from 'node:assert/strict';
import { apart, askClocks, fromNowOn } from '../../../../lib/src/lab/follow/clocks.js';
import type { Connection } from '../../../../lib/src/transport/connection.js';

/** A machine whose clock is so many ms ahead, and which takes so long to answer, on the clock that it is asked by. */
function machine(host: string, aheadMs: number, tookMs: number) {
  const clock = { ms: 1_000 };
  const connection = {
    target: { host },
    clock: { now: () => clock.ms },
    run: () => {
      clock.ms += tookMs;
      const stdout = String((clock.ms - tookMs / 2 + aheadMs) * 1_000);
      return Promise.resolve({ stdout, durationMs: tookMs });
    },
  } as unknown as Connection;
  return { connection, clock };
}

const ms = (count: number): bigint => BigInt(count) * 1_000_000n;

describe('the machines’ clocks', () => {
  const node1 = machine('node1', 50, 10);
  const node2 = machine('node2', 250, 20);
  const { signal } = new AbortController();

  it('are told apart, as far as half of an answer’s time', async () => {
    const [difference] = apart(await askClocks([node2.connection, node1.connection], signal));
    assert.deepEqual(difference, { host: 'node1', ahead: ms(-200), uncertainty: ms(15), known: 'asked' });
  });

  it('tell what a machine saw from some moment on, by its own time, with what may be', async () => {
    const clocks = await askClocks([node1.connection, node2.connection], signal);
    const now = [node1, node2].map(({ clock }) => (clock.ms += 500));
    const isLater = fromNowOn(clocks);
    for (const { clock } of [node1, node2]) clock.ms += 500;
    for (const [host, from] of [
      ['node1', now[0]! + 50 - 5],
      ['node2', now[1]! + 250 - 10],
    ] as const) {
      assert.equal(isLater(host, ms(from)), true, host);
      assert.equal(isLater(host, ms(from) - 1n), false, host);
    }
  });
});
