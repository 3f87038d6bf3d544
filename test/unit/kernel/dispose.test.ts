import assert from 'node:assert/strict';
import { dispose, onDispose } from '../../../lib/src/kernel/dispose.js';

describe('dispose', () => {
  it('closes the newest first, once, whatever fails or hangs', async () => {
    const closed: number[] = [];
    onDispose(() => closed.push(1));
    onDispose(() => Promise.reject(new Error('no')));
    onDispose(() => {
      throw new Error('no');
    });
    onDispose(() => new Promise(() => undefined));
    const forget = onDispose(() => closed.push(3));
    onDispose(() => closed.push(2));
    forget();
    await dispose({ limitMs: 20 });
    await dispose();
    assert.deepEqual(closed, [2, 1]);
  });
});
