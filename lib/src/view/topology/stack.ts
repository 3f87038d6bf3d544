import { sizes } from './card.js';
import { moved, type Box, type Placed, type Point, type Strand } from './place.js';
import type { Branch } from './tree.js';

const gap = 14;

/**
 * A device with its ports one below the other, all of one width.
 * @example stacked(branch, strands).height
 */
export function stacked({ id, piece, children }: Branch, strands: readonly Strand[], atLeast = 0): Placed {
  if (piece.is !== 'device') throw new TypeError(`${id} is no device`);
  const { card } = piece;
  const inner = Math.max(0, ...children.map((child) => stacked(child, strands).width), atLeast - 2 * sizes.pad);
  const width = Math.max(card.width, atLeast, children.length > 0 ? inner + 2 * sizes.pad : 0);
  const boxes: Box[] = [];
  // At the height of the kind and the state: the line meets the card beside them, wherever the addresses end.
  const middle = children.length > 0 ? 38 : card.height / 2;
  const outs = new Map<string, readonly Point[]>();
  const ins = new Map<string, readonly Point[]>();
  // Several lines at one side are spread: dashes over dashes would look like another kind of line.
  const spread = (i: number, count: number): number => middle + (i - (count - 1) / 2) * 8;
  strands
    .filter(({ from }) => from === id)
    .forEach((strand, i, all) => outs.set(strand.id, [{ x: width, y: spread(i, all.length) }]));
  strands
    .filter(({ to }) => to === id)
    .forEach((strand, i, all) => ins.set(strand.id, [{ x: 0, y: spread(i, all.length) }]));
  let y: number = card.height;
  for (const child of children) {
    const placed = stacked(child, strands, width - 2 * sizes.pad);
    const offset = { x: sizes.pad, y };
    boxes.push(...placed.boxes.map((box) => ({ ...box, ...moved(box, offset) })));
    for (const [line, points] of placed.outs) {
      const path = points.map((point) => moved(point, offset));
      outs.set(line, [...path, { x: width, y: path.at(-1)!.y }]);
    }
    for (const [line, points] of placed.ins) {
      const path = points.map((point) => moved(point, offset));
      ins.set(line, [{ x: 0, y: path[0]!.y }, ...path]);
    }
    y += placed.height + gap;
  }
  const height = children.length > 0 ? y - gap + sizes.pad : y;
  return { width, height, boxes: [{ id, x: 0, y: 0, width, height }, ...boxes], whole: new Map(), outs, ins };
}
