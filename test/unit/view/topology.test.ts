import assert from 'node:assert/strict';
import { drawTopology } from '../../../lib/src/view/topology.js';
import { layoutOf, type Layout } from '../../../lib/src/view/topology/layout.js';
import type { Box } from '../../../lib/src/view/topology/place.js';
import { sceneOf } from '../../../lib/src/view/topology/scene.js';
import { bad, cable, device, overlay, overlayLater, router, stacked, veth } from './models.js';
import { hostile } from './samples.js';
import { matchesSnapshot } from './snapshot.js';

const models = { veth, 'overlay of 8': overlay(8), 'overlay of 16': overlay(16), stacked, router, bad };

describe('drawTopology', () => {
  it('draws as it always did', async () => {
    const simple = await drawTopology(veth);
    matchesSnapshot('topology-veth.txt', simple.text);
    matchesSnapshot('topology-veth.svg', simple.svg);
    matchesSnapshot('topology-veth.html.txt', simple.html);
    const layers = await drawTopology(stacked);
    matchesSnapshot('topology-stacked.txt', layers.text);
    matchesSnapshot('topology-stacked.svg', layers.svg);
  });

  it('marks what was added, removed and changed since before', async () => {
    const view = await drawTopology(overlayLater(), { before: overlay(4) });
    matchesSnapshot('topology-change.txt', view.text);
    matchesSnapshot('topology-change.svg', view.svg);
    const same = await drawTopology(veth, { before: veth });
    assert.equal(same.text, (await drawTopology(veth)).text);
  });

  it('leaves out the loopback and the management device, unless they have something to tell', async () => {
    const model = {
      machines: [
        {
          name: 'node1',
          namespaces: [
            { name: '', devices: [device('lo', 'loopback', { addresses: ['127.0.0.1/8'] }), device('mgmt0', 'ether')] },
            { name: 'red', devices: [device('lo', 'loopback', { addresses: ['127.0.0.1/8', '10.9.9.9/32'] })] },
          ],
        },
      ],
      cables: [],
    };
    assert.doesNotMatch((await drawTopology(model)).text, /mgmt0/);
    assert.equal((await drawTopology(model)).text.match(/lo /g)?.length, 1);
    assert.match((await drawTopology(model, { management: true })).text, /mgmt0/);
  });

  it('shows hostile names as text', async () => {
    const { text, svg = '', html = '' } = await drawTopology(bad, { before: veth });
    assert.doesNotMatch(svg + html, /<script|\u001b|\u202e/);
    assert.doesNotMatch(text, /\u001b|\u202e/);
    assert.match(text, new RegExp(hostile.slice(0, 8)));
  });

  it('draws nothing at all without failing', async () => {
    assert.equal((await drawTopology({ machines: [], cables: [] })).text, 'no machines');
  });

  it('draws a cable whose ends are in one bridge, and one between three machines', async () => {
    const own = (...devices: ReturnType<typeof device>[]) => [{ name: '', devices }];
    const loop = own(
      device('br0', 'bridge'),
      device('a', 'veth', { master: 'br0' }),
      device('b', 'veth', { master: 'br0' }),
    );
    const far = { name: 'node2', namespaces: own(device('eth0', 'ether')) };
    const model = {
      machines: [{ name: 'node1', namespaces: loop }, far, { ...far, name: 'node3' }],
      cables: [cable('node1//a', 'node1//b'), cable('node2//eth0', 'node3//eth0'), cable('node1//a', 'node3//eth0')],
    };
    assert.equal((await drawTopology(model)).svg?.match(/class="wire"/g)?.length, 3 + 2);
  });
});

describe('The layout', () => {
  it('leads no cable over a machine that stands between two others', async () => {
    const far = (name: string) => ({ name, namespaces: [{ name: '', devices: [device('eth0', 'ether')] }] });
    const model = { machines: ['node1', 'node2', 'node3'].map(far), cables: [cable('node1//eth0', 'node3//eth0')] };
    const { boxes } = await layoutOf(sceneOf(model, undefined, false), 1280);
    const machines = boxes.filter((box) => box.piece.is === 'machine');
    assert.equal(new Set(machines.map((box) => box.x)).size, 1, 'they stand below each other');
  });

  for (const [name, model] of Object.entries(models)) {
    let layout: Layout;
    before(async () => (layout = await layoutOf(sceneOf(model, undefined, false), 1280)));

    it(`of ${name} puts nothing over anything else`, () => {
      for (const a of layout.boxes)
        for (const b of layout.boxes)
          assert.ok(a === b || apart(a, b) || holds(a, b) || holds(b, a), `${a.id} and ${b.id} overlap`);
    });

    it(`of ${name} leads no line over a card that it does not end at`, () => {
      const cards = layout.boxes.filter((box) => box.piece.is === 'device' && !box.piece.holds);
      for (const { line, points } of layout.paths)
        for (const [i, to] of points.slice(1).entries()) {
          const from = points[i]!;
          const piece = {
            id: line.id,
            x: Math.min(from.x, to.x),
            y: Math.min(from.y, to.y),
            width: Math.abs(to.x - from.x),
            height: Math.abs(to.y - from.y),
          };
          for (const card of cards)
            assert.ok([line.from, line.to].includes(card.id) || apart(piece, card), `${line.id} runs over ${card.id}`);
        }
    });

    it(`of ${name} keeps its text at 12 pixels when it is 1280 wide`, () => {
      assert.ok((13 * 1280) / Math.max(1280, layout.width) >= 12, `${layout.width} wide`);
    });

    it(`of ${name} is the same each time`, async () => {
      const again = await layoutOf(sceneOf(model, undefined, false), 1280);
      assert.deepEqual([again.boxes, again.paths], [layout.boxes, layout.paths]);
    });
  }
});

function apart(a: Box, b: Box): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

function holds(a: Box, b: Box): boolean {
  return a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height;
}
