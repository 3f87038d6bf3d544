import assert from 'node:assert/strict';
import type { HopChange, Journey } from '../../../lib/src/capture/journey/journey.js';
import { cell, cellWidth, slide } from '../../../lib/src/view/fit.js';
import { layoutOf } from '../../../lib/src/view/journey/layout.js';
import { sizes } from '../../../lib/src/view/journey/sizes.js';
import { textWidth } from '../../../lib/src/view/measure.js';
import { bad, dropped, flood, overlay, pair, small, wide } from './journeys.js';

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const journeys: Record<string, Journey> = { overlay, flood, dropped, pair, small, wide, bad };

describe('The layout of a journey', () => {
  it('fits eight devices into a cell, and one or two', () => {
    for (const journey of [overlay, flood, dropped, pair, small])
      assert.equal(layoutOf(journey, 12, cell).width, cellWidth, journey.flights[0]?.name);
    assert.equal(layoutOf(overlay, 12, cell).columns.length, 8);
  });

  it('is wider than a cell where there are more devices than can be read in one', () => {
    assert.ok(layoutOf(wide, 12, cell).width > cellWidth);
  });

  it('keeps the devices of a namespace together, and the namespaces of a machine', () => {
    const places = layoutOf(flood, 12, cell).columns.map(({ where }) => `${where.host}/${where.netns}`);
    assert.deepEqual(
      places,
      [...new Set(places)].flatMap((place) => places.filter((one) => one === place)),
    );
  });

  it('draws no more packets than it is told, and counts the rest', () => {
    const { bands, footer } = layoutOf({ ...pair, flights: [...pair.flights, ...pair.flights] }, 1, cell);
    assert.equal(bands.length, 1);
    assert.equal(footer[0], '… and 3 more packets');
  });

  it('is as high as a slide where its rows can be that close', () => {
    for (const journey of [flood, dropped, pair, small]) {
      const { height, width } = layoutOf(journey, 12, slide);
      assert.ok(height <= slide.height! && width <= slide.width, `${journey.flights[0]?.name}: ${width} x ${height}`);
    }
    assert.ok(layoutOf(overlay, 12, slide).height < 0.75 * layoutOf(overlay, 12, cell).height);
  });

  it('moves nothing down for a note that has room beside the way', () => {
    const [flight] = overlay.flights;
    const says = (text: string): HopChange => ({ what: 'mac', says: text });
    const changes = ['source MAC 1 > 2', 'destination MAC 3 > 4', 'TTL 64 > 63'].map(says);
    const hops = flight!.hops.map((hop, i) => (i === 5 ? { ...hop, changes } : hop));
    const { marks } = layoutOf({ ...overlay, flights: [{ ...flight!, hops }] }, 12, cell);
    const [first, ...rest] = marks.filter(({ way }) => way === 'request').map(({ y }) => y);
    assert.deepEqual(
      rest,
      rest.map((_, i) => first! + (i + 1) * sizes.row.most),
    );
  });

  for (const [name, journey, frame] of Object.entries(journeys).flatMap(
    ([name, journey]) =>
      [
        [name, journey, cell],
        [`${name} on a slide`, journey, slide],
      ] as const,
  )) {
    describe(`of ${name}`, () => {
      const layout = layoutOf(journey, 12, frame);
      const notes = layout.marks.flatMap(({ note }) => (note ? [note] : []));

      it('goes downwards from sighting to sighting', () => {
        const heights = layout.marks.map(({ y }) => y);
        assert.deepEqual(
          heights,
          heights.toSorted((a, b) => a - b),
        );
        for (const { y, from } of layout.marks) assert.ok(from === undefined || from.y < y);
      });

      it('puts no note over another note, a heading or a mark, nor beside the drawing', () => {
        const dots = layout.marks.map(({ x, y }): Area => ({ x: x - 9, y: y - 9, width: 18, height: 18 }));
        const bands = layout.bands.map((band): Area => ({ ...band, x: sizes.left }));
        for (const note of notes) {
          assert.ok(note.x >= sizes.left && note.x + note.width <= layout.width, `${note.lines[0]!.text} is outside`);
          assert.ok(note.y + note.height <= layout.bottom, `${note.lines[0]!.text} is below the boxes`);
          for (const other of [...notes, ...dots, ...bands])
            assert.ok(other === note || apart(note, other), `${note.lines[0]!.text} is over something`);
        }
      });

      it('puts no note over a line that leads to another mark', () => {
        for (const { note } of layout.marks)
          for (const { x, y, from, note: own } of layout.marks) {
            if (note === undefined || from === undefined || own === note) continue;
            const down = { x: from.x - 1, y: from.y, width: 2, height: y - from.y };
            const across = { x: Math.min(x, from.x), y: y - 1, width: Math.abs(x - from.x), height: 2 };
            assert.ok(apart(note, down) && apart(note, across), `${note.lines[0]!.text} is over a line`);
          }
      });

      it('writes each note and each name inside of its box', () => {
        for (const { lines, width } of notes)
          for (const { text } of lines) assert.ok(textWidth(text, sizes.text, true) + 10 <= width, text);
        for (const { name, width } of layout.columns)
          for (const text of name) assert.ok(textWidth(text, sizes.name, true) <= width - 6, text);
        for (const { heading, width, is } of layout.rooms)
          for (const text of heading)
            assert.ok(textWidth(text, is === 'machine' ? sizes.heading : sizes.room) <= width, `${text} in ${width}`);
      });

      it('puts no box over another, and each device into those of its machine and its namespace', () => {
        for (const a of layout.rooms)
          for (const b of layout.rooms)
            assert.ok(a === b || a.is !== b.is || a.x + a.width <= b.x || b.x + b.width <= a.x);
        for (const { x, width, where } of layout.columns) {
          const around = layout.rooms.filter((room) => room.x <= x - width / 2 && x + width / 2 <= room.x + room.width);
          assert.equal(around.length, where.netns === '' ? 1 : 2, JSON.stringify(where));
        }
      });
    });
  }
});

function apart(a: Area, b: Area): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}
