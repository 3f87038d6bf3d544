import assert from 'node:assert/strict';
import { tagged } from '../../../lib/src/view/rows.js';
import { table } from '../../../lib/src/view/table.js';
import { viewOf } from '../../../lib/src/view/viewOf.js';
import { download } from './flows.js';
import { overlay } from './journeys.js';
import { matchesSnapshot } from './snapshot.js';

describe('A list of packets', () => {
  it('says when and where each was seen, in milliseconds since the first, and what it is', () => {
    matchesSnapshot('packets.txt', table(tagged('packet', download.slice(0, 12))).text);
  });

  it('is known by its look where it has no tag, and keeps its numbers when some are taken out', () => {
    const { text } = viewOf(download.filter((_, i) => i > 9));
    assert.match(text, /│ +11 │ 0\.000 │ node1/);
  });

  it('of a hundred thousand is shown without looking into each', () => {
    let looked = 0;
    const many = Array.from({ length: 100_000 }, (_, i) => ({
      ...{ ...download[0]!, number: i + 1 },
      get layers() {
        looked++;
        return download[0]!.layers;
      },
    }));
    assert.match(table(tagged('packet', many)).text, /\.\.\. and 99800 more$/);
    assert.ok(looked <= 2 * 200, `${looked} were decoded`);
  });
});

describe('viewOf', () => {
  it('shows one packet as its bytes, and a journey as a drawing', () => {
    assert.match(viewOf(download[0]).text, /^Packet 1, node1\/red\/eth0 out, 54 bytes\nEthernet, bytes 0-13\n/);
    assert.match(viewOf(overlay).html ?? '', /class="nd nd-journey"/);
  });
});
