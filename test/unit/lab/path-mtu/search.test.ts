import assert from 'node:assert/strict';
import type { MtuProbe } from '../../../../lib/src/lab/path-mtu/path-mtu.js';
import { searchPathMtu } from '../../../../lib/src/lab/path-mtu/search.js';

/** A path that carries packets up to a size. `refuse` tells what becomes of the others. */
function path(limit: number, refuse: (bytes: number) => Partial<MtuProbe> = () => ({ outcome: 'silence' })) {
  const rounds: number[][] = [];
  const probe = (sizes: readonly number[]): Promise<MtuProbe[]> => {
    rounds.push([...sizes]);
    const became = (bytes: number): MtuProbe =>
      bytes <= limit ? { bytes, outcome: 'through' } : { bytes, outcome: 'silence', ...refuse(bytes) };
    return Promise.resolve(sizes.map(became).reverse());
  };
  return { probe, rounds };
}

const ethernet = { least: 68, most: 1500 };
const every = Array.from({ length: 1500 - 68 }, (_, index) => 68 + index);

describe('searchPathMtu', () => {
  it('finds the largest size that gets through, and the next one that does not', async () => {
    for (const limit of every) {
      const { probe, rounds } = path(limit);
      const { mtu, tooLarge } = await searchPathMtu(probe, ethernet);
      assert.deepEqual([mtu, tooLarge], [limit, { bytes: limit + 1, outcome: 'silence' }]);
      const sizes = rounds.flat();
      assert.equal(new Set(sizes).size, sizes.length, `a size is tried twice, for ${limit}`);
      assert.ok(rounds.length <= 6, `${rounds.length} rounds for ${limit}`);
    }
  });

  it('finds it whatever a refusal says would fit', async () => {
    const lies = [0, 68, 1499, 1500, 9000, -1, 700, undefined];
    for (const limit of every) {
      const { probe } = path(limit, (bytes) => {
        const mtu = lies[bytes % lies.length];
        return { outcome: 'frag needed', ...(mtu !== undefined && { mtu }) };
      });
      assert.equal((await searchPathMtu(probe, ethernet)).mtu, limit);
    }
  });

  it('goes by a refusal that says what would fit: two rounds', async () => {
    const { probe, rounds } = path(1450, () => ({ outcome: 'frag needed', mtu: 1450 }));
    const { mtu, probes } = await searchPathMtu(probe, ethernet);
    assert.equal(mtu, 1450);
    assert.deepEqual(rounds, [
      [68, 1500],
      [1450, 1451],
    ]);
    assert.deepEqual(
      probes.map(({ bytes }) => bytes),
      [68, 1450, 1451, 1500],
    );
  });

  it('tells how the next larger one fails, where much larger ones fail otherwise', async () => {
    const { probe } = path(1450, (bytes) => ({ outcome: bytes <= 1454 ? 'frag needed' : 'silence' }));
    const { tooLarge, probes } = await searchPathMtu(probe, ethernet);
    assert.deepEqual([tooLarge?.bytes, tooLarge?.outcome], [1451, 'frag needed']);
    assert.equal(probes.at(-1)?.outcome, 'silence');
  });

  it('has no next larger one where all get through', async () => {
    const { probe, rounds } = path(9000);
    const { mtu, tooLarge } = await searchPathMtu(probe, ethernet);
    assert.deepEqual([mtu, tooLarge, rounds.length], [1500, undefined, 1]);
  });

  it('finds nothing where nothing gets through', async () => {
    assert.equal((await searchPathMtu(path(0).probe, ethernet)).mtu, undefined);
  });

  it('tries a range of one size', async () => {
    assert.equal((await searchPathMtu(path(9000).probe, { least: 1450, most: 1450 })).mtu, 1450);
  });
});
