import assert from 'node:assert/strict';
import type { PingLoss } from '../../../lib/src/parse/ping-loss.js';
import { steadyView } from '../../../lib/src/view/steady.js';

/** Requests from 5 on, of which some were lost. */
function pings(sent: number, lost: readonly number[], longestGap = 310): PingLoss {
  const seqs = Array.from({ length: sent }, (_, i) => 5 + i).filter((seq) => !lost.includes(seq));
  const replies = seqs.map((seq) => ({ seq, bytes: 64, from: '10.0.0.2', ttl: 64 }));
  const recovered = !lost.includes(4 + sent);
  return { first: 5, sent, received: seqs.length, lost: lost.length, longestGap, recovered, replies };
}

describe('steadyView', () => {
  it('draws a sign for each request, in the order they were sent', () => {
    const { text, html } = steadyView(pings(6, [7, 8]));
    assert.equal(text, '6 sent, 4 answered, 2 lost; longest time without an answer: 310 ms\n●●○○●●');
    assert.match(html!, /●●<span class="nd-lost">○○<\/span>●●/);
  });

  it('says where no answer came back in the end', () => {
    assert.match(steadyView(pings(3, [6, 7], 3_100)).text, /3,100 ms, and none at the end\n●○○$/);
  });

  it('breaks long rows, and leaves out the middle of very many', () => {
    assert.deepEqual(
      steadyView(pings(70, []))
        .text.split('\n')
        .map(({ length }) => length)
        .slice(1),
      [60, 10],
    );
    const { text } = steadyView(pings(6_000, []));
    assert.match(text, /\n\.\.\. 90 rows more \.\.\.\n/);
    assert.equal(text.split('\n').length, 12);
  });

  it('draws nothing where nothing was sent', () => {
    assert.equal(steadyView(pings(0, [], 0)).text, '0 sent, 0 answered, 0 lost; longest time without an answer: 0 ms');
  });
});
