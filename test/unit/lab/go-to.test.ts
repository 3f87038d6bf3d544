import assert from 'node:assert/strict';
import { goBackTo } from '../../../lib/src/lab/points/go-to.js';
import { wayTo } from '../../../lib/src/lab/points/points.js';
import type { Provider } from '../../../lib/src/provider/provider.js';

const way = wayTo('veth', 'routed');
const [wired, routed] = way.map(({ checkpoint }) => checkpoint) as [string, string];

/** Machines that keep what they are told, and write down what is done to them. */
function machines(kept: readonly string[], more: Partial<Provider> = {}): { provider: Provider; done: string[] } {
  const done: string[] = [];
  const provider = {
    cannot: {},
    status: () => Promise.resolve({ layers: [] }),
    checkpoints: () => Promise.resolve(kept.map((name) => ({ name, savedAt: new Date(), bytes: 1 }))),
    reset: () => Promise.resolve(done.push('reset') && []),
    restore: (name: string) => Promise.resolve(void done.push(`restore ${name}`)),
    remove: (name: string) => Promise.resolve(void done.push(`remove ${name}`)),
    ...more,
  };
  return { provider: provider as unknown as Provider, done };
}

const missing = async (provider: Provider, layers: readonly string[] = []): Promise<string[]> =>
  (await goBackTo(provider, way, () => undefined, { layers })).missing.map(({ name }) => name);

describe('on the way to a point', () => {
  it('machines go back to the last one that is kept', async () => {
    for (const [kept, first, left] of [
      [[], 'reset', ['wired', 'routed']],
      [[wired], `restore ${wired}`, ['routed']],
      [[wired, routed], `restore ${routed}`, []],
      [['point/veth/wired/of-before'], 'reset', ['wired', 'routed']],
    ] as const) {
      const { provider, done } = machines(kept);
      assert.deepEqual([await missing(provider), done], [left, [first]]);
    }
  });

  it('machines with other layers are never taken, nor what they kept', async () => {
    const { provider, done } = machines([wired]);
    assert.deepEqual([await missing(provider, ['flannel']), done], [['wired', 'routed'], ['reset']]);
  });

  it('what cannot be restored is forgotten, and made anew from clean machines', async () => {
    const { provider, done } = machines([wired, routed], { restore: () => Promise.reject(new Error('corrupt')) });
    assert.deepEqual(
      [await missing(provider), done],
      [
        ['wired', 'routed'],
        ['reset', `remove ${routed}`],
      ],
    );
  });

  it('machines that can keep nothing start from clean', async () => {
    const { provider, done } = machines([], {
      cannot: { checkpoints: 'They are real ones.' },
      checkpoints: () => Promise.reject(new Error('They are real ones.')),
    });
    assert.deepEqual([await missing(provider), done], [['wired', 'routed'], ['reset']]);
  });
});
