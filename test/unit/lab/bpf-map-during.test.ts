import assert from 'node:assert/strict';
import { bpfMapDuring } from '../../../lib/src/lab/bpf-map-during.js';
import { NetdiveError } from '../../../lib/src/errors.js';

const never = new AbortController().signal;

describe('bpfMapDuring', () => {
  it('reads before, during and after the action, and names the keys', async () => {
    let count = 0;
    const read = () =>
      Promise.resolve([
        { key: 1, value: count },
        { key: { from: 2 }, value: 7 },
      ]);
    const action = async () => {
      for (count = 1; count < 5; count++) await new Promise((resolve) => setTimeout(resolve, 5));
      return 'done';
    };
    const { samples, value } = await bpfMapDuring(read, action, { interval: 0.001, names: { 1: 'ICMP' } }, never);
    const icmp = samples.filter(({ key }) => key === 'ICMP').map((sample) => sample.value);
    assert.equal(value, 'done');
    assert.deepEqual([icmp[0], icmp.at(-1)], [0, 5]);
    assert.ok(icmp.length > 3, String(icmp));
    assert.ok(samples.some(({ key }) => key === '{"from":2}'));
    assert.ok(samples.every(({ time }, index) => time >= (samples[index - 1]?.time ?? 0)));
  });

  it('throws what the action throws, what a look throws, and where it is given no function', async () => {
    const read = () => Promise.resolve([{ key: 1, value: 1 }]);
    const broken = () => Promise.reject(new Error('no map'));
    await assert.rejects(
      bpfMapDuring(read, () => Promise.reject(new Error('no ping')), {}, never),
      /no ping/,
    );
    await assert.rejects(
      bpfMapDuring(broken, () => 'done', {}, never),
      /no map/,
    );
    await assert.rejects(bpfMapDuring(read, 'done' as never, {}, never), NetdiveError);
  });

  it('ends with its cell', async () => {
    const stop = new AbortController();
    const running = bpfMapDuring(
      () => Promise.resolve([]),
      () => new Promise(() => undefined),
      {},
      stop.signal,
    );
    setTimeout(() => stop.abort(new Error('interrupted')), 20);
    await assert.rejects(running, /interrupted/);
  });
});
