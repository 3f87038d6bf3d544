import assert from 'node:assert/strict';
import { journeyOf } from '../../../lib/src/capture/journey/build.js';
import { drawJourney } from '../../../lib/src/view/journey.js';
import { download } from './flows.js';
import { bad, dropped, flood, overlay, pair, small, wide } from './journeys.js';
import { device } from './models.js';
import { matchesSnapshot } from './snapshot.js';

describe('drawJourney', () => {
  for (const [name, journey] of Object.entries({ overlay, flood, dropped, small }))
    it(`draws ${name} as it always did, and tells it`, () => {
      const view = drawJourney(journey);
      matchesSnapshot(`journey-${name}.txt`, view.text);
      matchesSnapshot(`journey-${name}.svg`, view.svg);
    });

  it('keeps the times in their place on a page, in a drawing of their own', () => {
    const { html = '' } = drawJourney(wide);
    matchesSnapshot('journey-wide.html.txt', html);
    const [times = '', rest = ''] = html.split('</svg>');
    assert.match(times, /viewBox="0 0 66 .*>16\.042</s);
    assert.match(rest, /viewBox="66 0 /);
    assert.doesNotMatch(rest, />16\.042</);
  });

  it('marks the packet that is carried by another as a line in a line', () => {
    assert.equal(drawJourney(overlay).svg?.match(/class="pipe"/g)?.length, 2);
    assert.doesNotMatch(drawJourney(pair).svg ?? '', /class="pipe"/);
  });

  it('gives each device the colour of its kind where the topology is known', () => {
    const topology = {
      machines: [{ name: 'node1', namespaces: [{ name: '', devices: [device('veth0', 'veth')] }] }],
      cables: [],
    };
    assert.match(drawJourney(pair, { topology }).svg ?? '', /class="device pair"><title>node1\/veth0</);
  });

  it('draws what is told of captured packets', async () => {
    const { svg = '', text } = drawJourney(await journeyOf(download));
    assert.match(
      text,
      /^1 → TCP SYN 10\.0\.0\.1:40112 → 10\.0\.0\.2:80\n {2}0\.000 {2}node1\/red\/eth0 {2}out\n {2}0\.007 {2}node1\/veth-red {2}in\n/,
    );
    assert.match(svg, />… and \d+ more packets</);
    assert.match(svg, /class="band reply"/);
  });

  it('tells 200 packets, and counts the others', () => {
    const { text } = drawJourney({ ...pair, flights: Array.from({ length: 203 }, () => pair.flights[0]!) });
    assert.equal(text.match(/^\d+ → /gm)?.length, 200);
    assert.match(text, /^… and 3 more packets$/m);
  });

  it('shows hostile names as text', () => {
    const { text, svg = '', html = '' } = drawJourney(bad);
    assert.doesNotMatch(svg + html, /<script|\u001b|\u202e/);
    assert.doesNotMatch(text, /\u001b|\u202e/);
  });

  it('says that no packet was seen where none was', () => {
    const { text, svg } = drawJourney({ flights: [], clocks: [] });
    assert.equal(text, 'no packet was seen');
    assert.match(svg ?? '', /no packet was seen/);
  });
});
