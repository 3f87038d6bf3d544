import assert from 'node:assert/strict';
import type { Journey } from '../../../lib/src/capture/journey/journey.js';
import { cellWidth } from '../../../lib/src/view/fit.js';
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
      assert.equal(layoutOf(journey, 12).width, cellWidth, journey.flights[0]?.name);
    assert.equal(layoutOf(overlay, 12).columns.length, 8);
  });

  it('is wider than a cell where there are more devices than can be read in one', () => {
    assert.ok(layoutOf(wide, 12).width > cellWidth);
  });

  it('keeps the devices of a namespace together, and the namespaces of a machine', () => {
    const places = layoutOf(flood, 12).columns.map(({ where }) => `${where.host}/${where.netns}`);
    assert.deepEqual(
      places,
      [...new Set(places)].flatMap((place) => places.filter((one) => one === place)),
    );
  });

  it('draws no more packets than it is told, and counts the rest', () => {
    const { bands, footer } = layoutOf({ ...pair, flights: [...pair.flights, ...pair.flights] }, 1);
    assert.equal(bands.length, 1);
    assert.equal(footer[0], '… and 3 more packets');
  });

  for (const [name, journey] of Object.entries(journeys)) {
    describe(`of ${name}`, () => {
      const layout = layoutOf(journey, 12);
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
