import type { ElkNode, ELK, ElkPoint } from 'elkjs';
import { graphOf, type Graph } from './graph.js';
import { relationsOf } from './relations.js';
import type { Scene } from './scene.js';

/** Where a box is. */
export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line's corners. */
export interface Path {
  readonly id: string;
  readonly points: readonly ElkPoint[];
}

/** A drawing's geometry: boxes from the outermost in, and lines. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly paths: readonly Path[];
  readonly graph: Graph;
}

/**
 * Where everything goes. Both directions are tried: the one whose text stays readable at the given width wins, then the
 * one that is more like a screen.
 * @example await layoutOf(scene, 1280)
 */
export async function layoutOf(scene: Scene, width: number): Promise<Layout> {
  const relations = relationsOf(scene);
  const layouts = [];
  for (const direction of ['RIGHT', 'DOWN'] as const) layouts.push(await placed(graphOf(scene, relations, direction)));
  const cost = (layout: Layout): number =>
    10 * Math.max(0, layout.width / ((width * 13) / 12) - 1) + Math.abs(Math.log(layout.width / layout.height / 1.9));
  return layouts.reduce((best, next) => (cost(next) < cost(best) ? next : best));
}

async function placed(graph: Graph): Promise<Layout> {
  const { width = 0, height = 0, children = [], edges = [] } = await (await engine()).layout(graph.root);
  const boxes = (nodes: readonly ElkNode[]): Box[] =>
    nodes.flatMap(({ id, x = 0, y = 0, width = 0, height = 0, children = [] }) => [
      { id, x, y, width, height },
      ...boxes(children),
    ]);
  const paths = edges
    .filter(({ id }) => graph.lines.has(id))
    .flatMap(({ id, sections = [] }) =>
      sections.map(({ startPoint, bendPoints = [], endPoint }) => ({
        id,
        points: [startPoint, ...bendPoints, endPoint],
      })),
    );
  return { width, height, boxes: boxes(children), paths, graph };
}

// ELK is large: it is loaded with the first drawing.
let elk: Promise<ELK> | undefined;

function engine(): Promise<ELK> {
  elk ??= import('elkjs/lib/elk.bundled.js').then((module) => {
    const constructor = module.default as unknown as { new (): ELK; default?: { new (): ELK } };
    return new (constructor.default ?? constructor)();
  });
  return elk;
}
