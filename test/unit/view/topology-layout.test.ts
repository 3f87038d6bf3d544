import assert from 'node:assert/strict';
import { sizes } from '../../../lib/src/view/topology/card.js';
import { areaOf, labelsOf } from '../../../lib/src/view/topology/labels.js';
import { layoutsOf, type Layout } from '../../../lib/src/view/topology/layout.js';
import { legendOf } from '../../../lib/src/view/topology/legend.js';
import type { Box } from '../../../lib/src/view/topology/place.js';
import { sceneOf, type Scene } from '../../../lib/src/view/topology/scene.js';
import { slide, type Frame } from '../../../lib/src/view/fit.js';
import type { TopologyModel } from '../../../lib/src/view/topology.js';
import { bad, cable, device, overlay, overlayLater, rooms, router, stacked, tenants, veth } from './models.js';

/** A cell of JupyterLab in a window of 1280. */
const SHOWN = { width: 1000 };

const models: Record<string, [now: TopologyModel, before?: TopologyModel]> = {
  veth: [veth],
  'overlay of 8': [overlay(8)],
  'a change': [overlayLater(), overlay(4)],
  stacked: [stacked],
  router: [router],
  bad: [bad],
  ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i + 1} namespaces`, [rooms(i + 1, i % 2 ? 1 : 2)]])),
  '8 namespaces on two machines': [rooms(8, 2)],
};

const layoutIn = async (scene: Scene, frame: Frame): Promise<Layout> => (await layoutsOf(scene, [frame]))[0]!;

type Area = Omit<Box, 'id'>;

describe('The layout', () => {
  it('leads no cable over a machine that stands between two others', async () => {
    const far = (name: string) => ({ name, namespaces: [{ name: '', devices: [device('eth0', 'ether')] }] });
    const model = { machines: ['node1', 'node2', 'node3'].map(far), cables: [cable('node1//eth0', 'node3//eth0')] };
    const { boxes } = await layoutIn(sceneOf(model, undefined, false), SHOWN);
    const machines = boxes.filter((box) => box.piece.is === 'machine');
    assert.equal(new Set(machines.map((box) => box.x)).size, 1, 'they stand below each other');
  });

  it('is the same each time', async () => {
    const [once, again] = await Promise.all([1, 2].map(() => layoutIn(sceneOf(stacked, undefined, false), SHOWN)));
    assert.deepEqual([again!.boxes, again!.paths], [once!.boxes, once!.paths]);
  });

  it('gives a bridge with many namespaces half of them on each side', async () => {
    const { boxes } = await layoutIn(sceneOf(rooms(8, 1), undefined, false), SHOWN);
    const [bridge] = boxes.filter(({ piece }) => piece.is === 'device' && piece.card.name === 'br0');
    const left = boxes.filter(({ piece, x }) => piece.is === 'namespace' && x < bridge!.x);
    assert.equal(left.length, 4);
  });

  it('is on a slide what can be shown larger there: two wide machines stand side by side', async () => {
    const scene = sceneOf(tenants, undefined, false);
    const [inCell, onSlide] = await layoutsOf(scene, [SHOWN, slide]);
    const rows = ({ boxes }: Layout): number =>
      new Set(boxes.filter(({ piece }) => piece.is === 'machine').map(({ x }) => x)).size;
    assert.equal(rows(inCell!), 1, 'below each other in a cell');
    assert.equal(rows(onSlide!), 2);
    assert.ok(onSlide!.height < slide.height! * 1.4, String(onSlide!.height));
  });

  for (const [name, [now, then]] of Object.entries(models)) {
    describe(`of ${name}`, () => {
      let layout: Layout;
      before(async () => (layout = await layoutIn(sceneOf(now, then, false), SHOWN)));

      it('puts nothing over anything else', () => {
        for (const a of layout.boxes)
          for (const b of layout.boxes)
            assert.ok(a === b || apart(a, b) || holds(a, b) || holds(b, a), `${a.id} and ${b.id} overlap`);
      });

      it('leads no line over a card that it does not end at', () => {
        const cards = layout.boxes.filter((box) => box.piece.is === 'device' && !box.piece.holds);
        for (const { line, area } of segments(layout))
          for (const card of cards)
            assert.ok([line.from, line.to].includes(card.id) || apart(area, card), `${line.id} runs over ${card.id}`);
      });

      it('writes each label inside its box, and over no other label, box or line', () => {
        const labels = layout.boxes.flatMap((box) => labelsOf(box, box.piece).map((label) => ({ label, box })));
        const areas = labels.map(({ label, box }) => ({ text: label.text, box, area: areaOf(label) }));
        for (const { text, box, area } of areas) {
          assert.ok(holds(box, area), `${text} is larger than its box`);
          for (const other of areas)
            assert.ok(other.area === area || apart(area, other.area), `${text}, ${other.text}`);
          for (const inner of layout.boxes)
            assert.ok(inner === box || holds(inner, box) || apart(area, inner), `${inner.id} is over ${text}`);
          for (const line of segments(layout))
            assert.ok(apart(area, line.area), `${line.line.id} runs through ${text}`);
        }
      });

      it(`keeps its text at 12 pixels when it is shown ${SHOWN.width} wide`, () => {
        const width = Math.max(layout.width, legendOf(layout).width);
        const smallest = Math.min(
          sizes.text,
          ...layout.boxes.flatMap((box) => labelsOf(box, box.piece).map(({ size }) => size)),
        );
        assert.ok((smallest * SHOWN.width) / Math.max(SHOWN.width, width) >= 12, `it is ${width} wide`);
      });
    });
  }
});

function segments({ paths }: Layout): { line: Layout['paths'][number]['line']; area: Area }[] {
  return paths.flatMap(({ line, points }) =>
    points.slice(1).map((to, i) => {
      const from = points[i]!;
      const corner = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y) };
      return { line, area: { ...corner, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) } };
    }),
  );
}

function apart(a: Area, b: Area): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

function holds(a: Area, b: Area): boolean {
  return a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height;
}
