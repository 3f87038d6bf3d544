import assert from 'node:assert/strict';
import { pauses } from '../../lib/src/pauses.js';

/** Counts the event loop's turns, from now on. */
function turns(): { readonly count: () => number; readonly stop: () => void } {
  let count = 0;
  let next = setImmediate(function turn() {
    count++;
    next = setImmediate(turn);
  });
  return { count: () => count, stop: () => clearImmediate(next) };
}

describe('a pause in long work', () => {
  it('lets the event loop go on when others have waited long enough', async () => {
    const loop = turns();
    const pause = pauses(undefined, 0);
    for (let i = 0; i < 50; i++) await pause();
    loop.stop();
    assert.ok(loop.count() >= 50, `${loop.count()} turns`);
  });

  it('is none before', async () => {
    const loop = turns();
    const pause = pauses(undefined, Infinity);
    for (let i = 0; i < 50; i++) await pause();
    loop.stop();
    assert.equal(loop.count(), 0);
  });

  it('ends the work where it was interrupted meanwhile', async () => {
    const controller = new AbortController();
    const pause = pauses(controller.signal, 0);
    await pause();
    setImmediate(() => controller.abort(new Error('interrupted')));
    let done = 0;
    const work = async (): Promise<void> => {
      for (; done < 1000; done++) await pause();
    };
    await assert.rejects(work(), /^Error: interrupted$/);
    assert.ok(done < 2, `${done} things were done`);
  });
});
