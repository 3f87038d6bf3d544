import assert from 'node:assert/strict';
import { BoundedOutput } from '../../../lib/src/transport/bounded-output.js';

describe('text in bounded memory', () => {
  const fill = (limit: number, pieces: readonly string[]): BoundedOutput => {
    const text = new BoundedOutput(limit);
    for (const piece of pieces) text.push(Buffer.from(piece));
    return text;
  };

  it('is whole up to its bound, however it came', () => {
    assert.equal(fill(8, ['abc', 'd', 'efgh']).read().text, 'abcdefgh');
    const bytes = Array.from({ length: 5000 }, (_, index) => String(index % 10));
    assert.equal(fill(10_000, bytes).read().text, bytes.join(''));
    assert.equal(fill(8, ['abc']).read().omitted, 0);
    assert.ok(fill(8, []).isEmpty && !fill(8, ['a']).isEmpty);
  });

  it('above it loses its middle, and says how many bytes', () => {
    const pieces = Array.from({ length: 100 }, (_, index) => `é${String(index).padStart(97, '-')}\n`.repeat(1000));
    const { text, omitted } = fill(1_000_000, pieces).read();
    const [line = '', said = ''] = /\n\[\.\.\. ([\d,]+) bytes left out \.\.\.\]\n/.exec(text) ?? [];
    assert.equal(Number(said.replaceAll(',', '')), omitted);
    const kept = Buffer.byteLength(text) - line.length;
    assert.equal(kept + omitted, 100 * 1000 * 100);
    assert.ok(kept > 800_000 && kept < 1_200_000, `${kept}`);
    const [head = '', tail = ''] = text.split(line);
    assert.ok(pieces.join('').startsWith(head) && pieces.join('').endsWith(tail));
  });

  it('is cut between characters, at whatever byte', () => {
    for (let before = 0; before < 8; before++) {
      const all = 'x'.repeat(before) + '€😀é'.repeat(20) + 'x'.repeat(before);
      for (let size = 1; size < 9; size++) {
        const output = new BoundedOutput(40);
        const bytes = Buffer.from(all);
        for (let at = 0; at < bytes.length; at += size) output.push(bytes.subarray(at, at + size));
        const { text, omitted } = output.read();
        const [head = '', tail = ''] = text.split(`\n[... ${omitted} bytes left out ...]\n`);
        assert.ok(all.startsWith(head) && all.endsWith(tail) && head !== '' && tail !== '', text);
        assert.equal(Buffer.byteLength(head + tail) + omitted, bytes.length);
      }
    }
  });
});
