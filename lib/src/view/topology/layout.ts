import { least, type Frame } from '../fit.js';
import { sizes } from './card.js';
import { moved, place, type Box, type Placed, type Point, type Strand } from './place.js';
import { relationsOf, type Relation } from './relations.js';
import { changesIn, type Scene } from './scene.js';
import { treeOf, type Branch, type Piece } from './tree.js';

/** A line's corners. */
export interface Path {
  readonly line: Relation;
  readonly points: readonly Point[];
}

/** A drawing's geometry: boxes from the outermost in, and lines. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly (Box & { readonly piece: Piece })[];
  readonly paths: readonly Path[];
  /** What became of things since before; nothing where there is no before. */
  readonly changes?: ReturnType<typeof changesIn>;
}

const margin = 12;
/** A drawing that fits, at most about twice as long or as broad as a screen in proportion. */
const GOOD = 0.6;

/**
 * Where everything goes, in each of some frames. The machines stand side by side, facing each other, or one below the other.
 * In a cell, what keeps its text readable at its width wins, then what is more like a screen; on a slide, what can be shown
 * larger.
 * @example const [layout] = await layoutsOf(scene, [{ width: 1280 }]);
 */
export async function layoutsOf(scene: Scene, frames: readonly Frame[]): Promise<Layout[]> {
  const facing = await beside(scene);
  let lower: Layout | undefined;
  const layouts: Layout[] = [];
  for (const frame of frames) {
    const cost = (layout: Layout): number =>
      frame.height === undefined
        ? costInCell(layout, frame.width)
        : Math.max(layout.width / frame.width, layout.height / frame.height);
    // The second layout takes as long as the first: one that is good enough is taken as it is.
    if (facing !== undefined && cost(facing) < (frame.height === undefined ? GOOD : 1)) {
      layouts.push(facing);
      continue;
    }
    lower ??= await below(scene);
    layouts.push(facing !== undefined && cost(facing) <= cost(lower) ? facing : lower);
  }
  return scene.compared ? layouts.map((layout) => ({ ...layout, changes: changesIn(scene) })) : layouts;
}

function costInCell({ width, height }: Layout, shown: number): number {
  const widest = (shown * sizes.text) / least;
  return (width > widest ? 10 * (1 + Math.log(width / widest)) : 0) + Math.abs(Math.log(width / height / 1.9));
}

// A cable between two machines is laid in three parts: out of the one, across, into the other.
interface Crossing {
  readonly line: Relation;
  readonly from: number;
  readonly to: number;
}

async function beside(scene: Scene): Promise<Layout | undefined> {
  const { holders, lines } = relationsOf(scene, true);
  const tree = treeOf(scene, holders);
  const { inner, crossings } = split(tree, lines);
  // A cable past a machine in the middle would run over it.
  if (crossings.some(({ from, to }) => to > from + 1)) return undefined;
  const strands = [
    ...inner,
    ...crossings.flatMap(({ line }) => [
      { id: line.id, from: line.from },
      { id: line.id, to: line.to },
    ]),
  ];
  const placed = await placeAll(tree, strands);

  const tallest = Math.max(0, ...placed.map((machine) => machine.height));
  let x = margin;
  const offsets: Point[] = [];
  const drawn = placed.map((machine, i) => {
    const slide = slideOf(machine, i, tallest, placed, crossings);
    offsets.push({ x, y: margin + slide });
    x += machine.width + 52 + 14 * Math.max(0, crossings.filter(({ from }) => from === i).length - 1);
    return slide < 60 ? raised(machine, slide) : machine;
  });
  const paths = crossings.map(({ line, from, to }) => ({
    line,
    start: placed[from]!.outs.get(line.id)!.map((point) => moved(point, offsets[from]!)),
    end: placed[to]!.ins.get(line.id)!.map((point) => moved(point, offsets[to]!)),
  }));
  // Of the cables that go down the highest turns last, of those that go up first: so they do not cross.
  const key = ({ start, end }: (typeof paths)[number]): number =>
    (end[0]!.y > start.at(-1)!.y ? -1 : 1) * start.at(-1)!.y;
  const order = [...paths].sort((a, b) => key(a) - key(b));
  const crossed = paths.map((path): Path => {
    const a = path.start.at(-1)!;
    const b = path.end[0]!;
    const turn = a.x + ((b.x - a.x) * (order.indexOf(path) + 1)) / (order.length + 1);
    return { line: path.line, points: [...path.start, { x: turn, y: a.y }, { x: turn, y: b.y }, ...path.end] };
  });
  return finished(tree, drawn, offsets, lines, crossed);
}

// A small machine slides down beside a tall one until its first cable is straight.
function slideOf(
  machine: Placed,
  index: number,
  tallest: number,
  all: readonly Placed[],
  crossings: readonly Crossing[],
): number {
  const first = crossings.find(({ from, to }) => from === index || to === index);
  if (first === undefined || machine.height === tallest) return 0;
  const other = all[first.from === index ? first.to : first.from]!;
  const height = (at: Placed, leaves: boolean): number =>
    leaves ? at.outs.get(first.line.id)!.at(-1)!.y : at.ins.get(first.line.id)![0]!.y;
  const wish = height(other, first.from !== index) - height(machine, first.from === index);
  return Math.min(Math.max(0, wish), tallest - machine.height);
}

// The machine's upper border goes up alone: two machines of almost the same height begin at the same line.
function raised(machine: Placed, by: number): Placed {
  const [box, ...inside] = machine.boxes;
  return { ...machine, boxes: [{ ...box!, y: box!.y - by, height: box!.height + by }, ...inside] };
}

async function below(scene: Scene): Promise<Layout> {
  const { holders, lines } = relationsOf(scene, false);
  const tree = treeOf(scene, holders);
  const { inner, crossings } = split(tree, lines);
  const ends = crossings.flatMap(({ line }) => [
    { id: `${line.id} a`, from: line.from },
    { id: `${line.id} b`, from: line.to },
  ]);
  const placed = await placeAll(tree, [...inner, ...ends]);
  const widest = Math.max(0, ...placed.map((machine) => machine.width));
  let y = margin;
  const offsets = placed.map((machine) => {
    // Their right borders in one line: there the cables between them run.
    const offset = { x: margin + widest - machine.width, y };
    y += machine.height + 28;
    return offset;
  });
  const crossed = crossings.map(({ line, from, to }, i): Path => {
    const start = placed[from]!.outs.get(`${line.id} a`)!.map((point) => moved(point, offsets[from]!));
    const end = placed[to]!.outs.get(`${line.id} b`)!.map((point) => moved(point, offsets[to]!));
    const turn = margin + widest + 26 + 22 * i;
    return {
      line,
      points: [...start, { x: turn, y: start.at(-1)!.y }, { x: turn, y: end.at(-1)!.y }, ...end.reverse()],
    };
  });
  return finished(tree, placed, offsets, lines, crossed);
}

function split(tree: readonly Branch[], lines: readonly Relation[]): { inner: Strand[]; crossings: Crossing[] } {
  const machines = new Map<string, number>();
  const note = (branch: Branch, machine: number): void => {
    machines.set(branch.id, machine);
    branch.children.forEach((child) => note(child, machine));
  };
  tree.forEach(note);
  const placed = lines.map((line) => ({ line, from: machines.get(line.from)!, to: machines.get(line.to)! }));
  return {
    inner: placed.filter(({ from, to }) => from === to).map(({ line }) => line),
    crossings: placed.filter(({ from, to }) => from !== to),
  };
}

async function placeAll(tree: readonly Branch[], strands: readonly Strand[]): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (const machine of tree) placed.push(await place(machine, strands));
  return placed;
}

function finished(
  tree: readonly Branch[],
  placed: readonly Placed[],
  offsets: readonly Point[],
  lines: readonly Relation[],
  crossed: readonly Path[],
): Layout {
  const pieces = new Map<string, Piece>();
  const note = ({ id, piece, children }: Branch): void => {
    pieces.set(id, piece);
    children.forEach(note);
  };
  tree.forEach(note);
  const boxes = placed.flatMap((machine, i) =>
    machine.boxes.map((box) => ({ ...box, ...moved(box, offsets[i]!), piece: pieces.get(box.id)! })),
  );
  const inner = placed.flatMap((machine, i) =>
    lines.flatMap((line): Path[] => {
      const points = machine.whole.get(line.id);
      return points === undefined ? [] : [{ line, points: points.map((point) => moved(point, offsets[i]!)) }];
    }),
  );
  const paths = [...inner, ...crossed].map(({ line, points }) => ({ line, points: straightened(points) }));
  const corners = [
    ...boxes.map(({ x, y, width, height }) => ({ x: x + width, y: y + height })),
    ...paths.flatMap(({ points }) => points),
  ];
  const width = Math.max(0, ...corners.map(({ x }) => x)) + margin;
  const height = Math.max(0, ...corners.map(({ y }) => y)) + margin;
  return { width: Math.ceil(width), height: Math.ceil(height), boxes, paths };
}

// Without the points at which a line does not turn.
function straightened(points: readonly Point[]): Point[] {
  const rounded = points.map(({ x, y }) => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }));
  return rounded.reduce<Point[]>((path, point) => {
    const [before, last] = [path.at(-2), path.at(-1)];
    const same = last !== undefined && last.x === point.x && last.y === point.y;
    const along =
      before !== undefined &&
      last !== undefined &&
      ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y));
    return same ? path : along ? [...path.slice(0, -1), point] : [...path, point];
  }, []);
}
