import assert from 'node:assert/strict';
import { ago, atTime } from '../../../lib/src/view/ago.js';
import { megabytes } from '../../../lib/src/view/bytes.js';

const now = new Date(2026, 10, 21, 14, 3);
const before = (seconds: number): Date => new Date(now.getTime() - seconds * 1_000);

describe('How long ago', () => {
  it('is said in the largest unit that fits, and never in seconds', () => {
    for (const [seconds, words] of [
      [-5, 'just now'],
      [59, 'just now'],
      [60, '1 minute ago'],
      [3_599, '59 minutes ago'],
      [7_200, '2 hours ago'],
      [86_400 * 3, '3 days ago'],
    ] as const)
      assert.equal(ago(before(seconds), now), words);
  });

  it('is a time of day, with the day where that was another one', () => {
    assert.equal(atTime(now, now), 'at 14:03');
    assert.equal(atTime(before(86_400), now), 'on 20 November at 14:03');
  });
});

describe('megabytes', () => {
  it('are whole ones', () => {
    assert.deepEqual([0, 385_311_632, 2_345_678_901].map(megabytes), ['0 MB', '385 MB', '2,346 MB']);
  });
});
