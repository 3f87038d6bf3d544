import { stacked } from './stack.js';
import { textWidth } from '../measure.js';
import { sizes } from './card.js';
import { elkLayout, type FlatNode } from './elk.js';
import type { Branch, Room } from './tree.js';

/** A point of a drawing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a box is. */
export interface Box extends Point {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A line to lay, from left to right. An end that is nothing is outside: the line runs to the border. */
export interface Strand {
  readonly id: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A box that is laid out, seen from its own corner. */
export interface Placed {
  readonly width: number;
  readonly height: number;
  /** The box itself, then those in it. */
  readonly boxes: readonly Box[];
  /** Lines that start and end in it. */
  readonly whole: ReadonlyMap<string, readonly Point[]>;
  /** Lines that leave to the right: from the device to the border. */
  readonly outs: ReadonlyMap<string, readonly Point[]>;
  /** Lines that come from the left: from the border to the device. */
  readonly ins: ReadonlyMap<string, readonly Point[]>;
}

/** How high the heading of a room is, and how far its border is from what is in it. */
export const rooms = {
  machine: { heading: 44, side: 14, size: 18 },
  namespace: { heading: 34, side: 12, size: 15 },
} as const;

/**
 * Lays out a box and all that is in it.
 * @example await place(treeOf(scene, holders)[0], strands)
 */
export async function place(branch: Branch, strands: readonly Strand[]): Promise<Placed> {
  if (branch.piece.is === 'device') return stacked(branch, strands);
  const inside = devicesIn(branch);
  const own = strands.filter(({ from, to }) => inside.has(from!) || inside.has(to!));
  const children: { id: string; placed: Placed }[] = [];
  for (const child of branch.children) children.push({ id: child.id, placed: await place(child, own) });

  const open = own.filter(({ id }) => !children.some(({ placed }) => placed.whole.has(id)));
  const nodes = children.map(({ id, placed }): FlatNode => ({
    id,
    width: placed.width,
    height: placed.height,
    outs: new Map([...placed.outs].map(([line, points]) => [line, points.at(-1)!.y])),
    ins: new Map([...placed.ins].map(([line, points]) => [line, points[0]!.y])),
  }));
  const laid = await elkLayout(
    nodes,
    open.map(({ id, from, to }) => ({ id, leaves: !inside.has(to!), enters: !inside.has(from!) })),
  );
  return framed(branch, branch.piece, children, laid);
}

/** What ELK says: where each node is, and each line's corners. */
export interface Laid {
  readonly at: ReadonlyMap<string, Point>;
  readonly lines: ReadonlyMap<
    string,
    { readonly points: readonly Point[]; readonly leaves: boolean; readonly enters: boolean }
  >;
}

// The frame goes around what is in it: the lines that leave it are cut or stretched to end on it.
function framed(
  branch: Branch,
  room: Room,
  children: readonly { id: string; placed: Placed }[],
  { at, lines }: Laid,
): Placed {
  const corners = [
    ...children.flatMap(({ id, placed: { width, height } }) => {
      const { x, y } = at.get(id)!;
      return [
        { x, y },
        { x: x + width, y: y + height },
      ];
    }),
    ...[...lines.values()].flatMap(({ points, leaves, enters }) =>
      points.slice(enters ? 1 : 0, leaves ? -1 : undefined),
    ),
  ];
  const { heading, side, size } = rooms[room.is];
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const [left, top] = corners.length > 0 ? [Math.min(...xs), Math.min(...ys)] : [0, 0];
  const [right, bottom] = corners.length > 0 ? [Math.max(...xs), Math.max(...ys)] : [0, 0];
  const words = Math.max(
    textWidth(room.heading, size),
    ...room.lines.map((line) => textWidth(line.text, sizes.text, line.code)),
  );
  const width = Math.ceil(Math.max(right - left, words) + 2 * side);
  const foot = room.lines.length > 0 ? room.lines.length * sizes.line + 4 : 0;
  const height = Math.ceil(heading + bottom - top + foot + side);
  const shift = { x: side - left, y: heading - top };

  const whole = new Map<string, readonly Point[]>();
  const outs = new Map<string, readonly Point[]>();
  const ins = new Map<string, readonly Point[]>();
  const boxes: Box[] = [{ id: branch.id, x: 0, y: 0, width, height }];
  const before = new Map<string, readonly Point[]>();
  const after = new Map<string, readonly Point[]>();
  for (const { id, placed } of children) {
    const offset = { x: at.get(id)!.x + shift.x, y: at.get(id)!.y + shift.y };
    boxes.push(...placed.boxes.map((box) => ({ ...box, ...moved(box, offset) })));
    for (const [line, points] of placed.whole)
      whole.set(
        line,
        points.map((point) => moved(point, offset)),
      );
    for (const [line, points] of placed.outs)
      before.set(
        line,
        points.map((point) => moved(point, offset)),
      );
    for (const [line, points] of placed.ins)
      after.set(
        line,
        points.map((point) => moved(point, offset)),
      );
  }
  for (const [line, { points, leaves, enters }] of lines) {
    const path = points.map((point) => moved(point, shift));
    if (leaves) path[path.length - 1] = { x: width, y: path.at(-1)!.y };
    if (enters) path[0] = { x: 0, y: path[0]!.y };
    (leaves ? outs : enters ? ins : whole).set(line, [
      ...(before.get(line) ?? []),
      ...path,
      ...(after.get(line) ?? []),
    ]);
  }
  return { width, height, boxes, whole, outs, ins };
}

/**
 * A point, moved.
 * @example moved({ x: 1, y: 2 }, { x: 10, y: 0 }) // { x: 11, y: 2 }
 */
export function moved(point: Point, by: Point): Point {
  return { x: point.x + by.x, y: point.y + by.y };
}

function devicesIn({ id, children }: Branch): Set<string> {
  return new Set([id, ...children.flatMap((child) => [...devicesIn(child)])]);
}
