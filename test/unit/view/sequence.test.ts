import assert from 'node:assert/strict';
import { sequence } from '../../../lib/src/view/sequence.js';
import { flowOf } from '../../../lib/src/view/sequence/segments.js';
import { download } from './flows.js';
import { packetOf, plainPing } from './packets.js';
import { matchesSnapshot } from './snapshot.js';

describe('The flow of TCP packets', () => {
  it('is what one device saw, counted from each direction’s first number across 2^32', () => {
    const { directions = [], segments = [] } = flowOf(download) ?? {};
    assert.deepEqual(directions, ['10.0.0.1:40112 > 10.0.0.2:80', '10.0.0.2:80 > 10.0.0.1:40112']);
    assert.equal(segments.length, download.length / 2);
    const served = segments.filter(({ direction }) => direction === directions[1]);
    assert.equal(Math.max(...served.map(({ to }) => to)), 8 * 1448 + 2);
    assert.equal(served[0]?.from, 0);
    assert.equal(segments.at(-1)?.acked, 84);
  });

  it('knows which segment was sent again', () => {
    const again = flowOf(download)?.segments.filter((segment) => segment.again);
    assert.deepEqual(
      again?.map(({ from, to, ms }) => [from, to, ms]),
      [[2897, 4345, 2.6]],
    );
  });

  it('is that with the most packets', () => {
    const one = download.slice(0, 1).map((packet) => ({
      ...packet,
      layers: packet.layers.map((layer) => ({
        ...layer,
        fields: layer.fields.map(({ name, offset, length, value }) => ({
          ...{ name, offset, length },
          value: name === 'srcPort' ? 5 : value,
        })),
      })),
    }));
    assert.equal(flowOf([...one, ...download])?.directions[0], '10.0.0.1:40112 > 10.0.0.2:80');
  });
});

describe('sequence', () => {
  it('draws each direction’s numbers over time, and marks what was sent again', async () => {
    const view = await sequence(download);
    matchesSnapshot('sequence.txt', view.text);
    matchesSnapshot('sequence.json.txt', JSON.stringify(view.vegaLite, undefined, 1));
    assert.match(view.svg ?? '', />sent again</);
    assert.match(view.text, /\n23 segments, 1 sent again$/);
  });

  it('says that there is no TCP where there is none', async () => {
    await assert.rejects(sequence([packetOf(plainPing())]), /no TCP in these packets/);
  });
});
