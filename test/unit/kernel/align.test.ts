import assert from 'node:assert/strict';
import { sourceSpot, type Spot } from '../../../lib/src/kernel/align.js';

/** Where a word stands in a text, at its nth time. */
function spot(text: string, word: string, nth = 1): Spot {
  const before = text.split(word).slice(0, nth).join(word);
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

const source = `import { show } from 'netdive';
// how far it is
interface Far { ttl: number }

const { node1 } = await lab.open('veth') as any;
const far: Far = await node1.ping('10.0.0.1');
show(far.ttl, far.ttl.low);`;
const output = `              const netdive_1 = require("netdive");
({ node1: exports.node1 } = await lab.open('veth'));
exports.far = far = await node1.ping('10.0.0.1');
(0, netdive_1.show)(far.ttl, far.ttl.low);
exports.tsLastExpr = far;`;

describe('sourceSpot', () => {
  it('finds a place in the source, whatever the compiler put in, took out or moved to another line', () => {
    for (const [word, nth, inSource] of [
      ['lab', 1, 1],
      ['ping', 1, 1],
      ['low', 1, 1],
      ['show', 1, 2],
    ] as const)
      assert.deepEqual(sourceSpot(source, output, spot(output, word, nth)), spot(source, word, inSource), word);
  });

  it('takes the next word that is the reader’s where the place itself is not', () => {
    assert.deepEqual(sourceSpot(source, output, spot(output, '(0, netdive')), spot(source, 'show', 2));
  });

  it('gives nothing for a line of which no word is the reader’s', () => {
    assert.equal(sourceSpot('a;', 'b;\na;', { line: 1, column: 1 }), undefined);
  });

  it('gives nothing for a text that would take long', () => {
    const long = 'word '.repeat(3_000);
    assert.equal(sourceSpot(long, long, { line: 1, column: 1 }), undefined);
  });
});
