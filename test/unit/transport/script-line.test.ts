import assert from 'node:assert/strict';
import { wholeLine } from '../../../lib/src/transport/script-line.js';

describe('a line of a script', () => {
  const script = 'true\nip link \\\n  add br0 \\\n  up\nfalse';

  it('is taken whole, whichever of its parts is named', () => {
    for (const line of [2, 3, 4]) assert.deepEqual(wholeLine(script, line), { line: 2, text: 'ip link add br0 up' });
  });

  it('ends where its neighbours begin', () => {
    assert.deepEqual(wholeLine(script, 1), { line: 1, text: 'true' });
    assert.deepEqual(wholeLine(script, 5), { line: 5, text: 'false' });
  });
});
