import assert from 'node:assert/strict';
import { Frames } from '../../../../lib/src/lab/capture/frames.js';

const frame = (tap: number, kind: number, text: string): Buffer => {
  const head = Buffer.alloc(6);
  head.set([tap, kind]);
  head.writeUInt32BE(text.length, 2);
  return Buffer.concat([head, Buffer.from(text)]);
};

describe('what a leash writes', () => {
  it('is taken apart, in chunks of any size, and a frame without bytes is nothing', () => {
    const all = Buffer.concat([
      frame(0, 1, 'packets'),
      frame(3, 2, 'listening'),
      frame(1, 3, ''),
      frame(0, 1, ' more'),
    ]);
    for (let size = 1; size <= all.length; size++) {
      const said = new Map<string, string>();
      const frames = new Frames((tap, kind, bytes) => {
        const key = `${tap} ${kind}`;
        said.set(key, (said.get(key) ?? '') + bytes.toString());
      });
      for (let at = 0; at < all.length; at += size) frames.push(all.subarray(at, at + size));
      assert.deepEqual(Object.fromEntries(said), { '0 1': 'packets more', '3 2': 'listening' }, String(size));
    }
  });
});
