import type { ElkExtendedEdge, ElkNode } from 'elkjs';
import { oneLine } from '../escape.js';
import { addressLines, cardOf, sizes, textWidth, type Card, type CardLine } from './card.js';
import type { Relation, Relations } from './relations.js';
import type { Change, Scene, SceneDevice, SceneNamespace } from './scene.js';

/** Something with a place in the drawing. */
export type Piece =
  | { readonly is: 'machine'; readonly name: string; readonly change: Change; readonly lines: readonly CardLine[] }
  | { readonly is: 'namespace'; readonly name: string; readonly change: Change; readonly lines: readonly CardLine[] }
  | { readonly is: 'device'; readonly device: SceneDevice; readonly card: Card; readonly holds: boolean };

/** What ELK lays out, and what its boxes and lines stand for. */
export interface Graph {
  readonly root: ElkNode;
  readonly pieces: ReadonlyMap<string, Piece>;
  readonly lines: ReadonlyMap<string, Relation>;
}

const between = { x: 52, y: 16 };

/**
 * The scene as ELK takes it: boxes in boxes with their sizes, and the lines between them.
 * @example await layout(graphOf(scene, relationsOf(scene), 'RIGHT'))
 */
export function graphOf(scene: Scene, { holders, lines }: Relations, direction: 'RIGHT' | 'DOWN'): Graph {
  const pieces = new Map<string, Piece>();

  const box = (id: string, piece: Piece, children: ElkNode[]): ElkNode => {
    pieces.set(id, piece);
    const { width, height, top, bottom, side } = roomOf(piece, children.length > 0);
    if (children.length === 0) return { id, width, height };
    return {
      id,
      children,
      layoutOptions: {
        'elk.padding': `[top=${top},left=${side},bottom=${bottom},right=${side}]`,
        'elk.nodeSize.constraints': 'MINIMUM_SIZE',
        'elk.nodeSize.minimum': `(${width},${height})`,
      },
    };
  };

  const deviceBox = (device: SceneDevice, all: readonly SceneDevice[]): ElkNode => {
    const ports = all.filter(({ key }) => holders.get(key) === device.key).map((port) => deviceBox(port, all));
    return box(device.key, { is: 'device', device, card: cardOf(device), holds: ports.length > 0 }, ports);
  };
  const deviceBoxes = ({ devices }: SceneNamespace): ElkNode[] =>
    devices.filter(({ key }) => !holders.has(key)).map((device) => deviceBox(device, devices));

  const children = scene.machines.map(({ name, change, namespaces }, i) =>
    box(
      `machine${i}`,
      { is: 'machine', name, change, lines: routeLines(namespaces.find((namespace) => namespace.name === '')) },
      namespaces.flatMap((namespace, j) =>
        namespace.name === ''
          ? deviceBoxes(namespace)
          : [
              box(
                `machine${i}netns${j}`,
                { is: 'namespace', name: namespace.name, change: namespace.change, lines: routeLines(namespace) },
                deviceBoxes(namespace),
              ),
            ],
      ),
    ),
  );
  const edges = lines.map(({ id, from, to }): ElkExtendedEdge => ({ id, sources: [from], targets: [to] }));
  // Machines that nothing joins stand in their order all the same.
  const rows = scene.machines
    .slice(1)
    .map((_, i) => ({ id: `order${i}`, sources: [`machine${i}`], targets: [`machine${i + 1}`] }));
  return {
    root: { id: 'root', children, edges: [...edges, ...rows], layoutOptions: options(direction) },
    pieces,
    lines: new Map(lines.map((line) => [line.id, line])),
  };
}

function options(direction: 'RIGHT' | 'DOWN'): Record<string, string> {
  return {
    'elk.algorithm': 'layered',
    'elk.direction': direction,
    'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
    'elk.json.shapeCoords': 'ROOT',
    'elk.json.edgeCoords': 'ROOT',
    'elk.edgeRouting': 'ORTHOGONAL',
    'elk.padding': '[top=16,left=16,bottom=16,right=16]',
    'elk.randomSeed': '1',
    'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
    'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
    'elk.layered.nodePlacement.favorStraightEdges': 'true',
    'elk.spacing.nodeNode': `${between.y}`,
    'elk.spacing.edgeNode': '14',
    'elk.spacing.edgeEdge': '12',
    'elk.layered.spacing.nodeNodeBetweenLayers': `${direction === 'RIGHT' ? between.x : 40}`,
    'elk.layered.spacing.edgeNodeBetweenLayers': '16',
    'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  };
}

/** How high the heading of a box is. */
export const headings = { machine: 44, namespace: 34 } as const;

function roomOf(
  piece: Piece,
  holds: boolean,
): { width: number; height: number; top: number; bottom: number; side: number } {
  if (piece.is === 'device')
    return {
      ...piece.card,
      top: piece.card.height + 4,
      bottom: sizes.pad,
      side: sizes.pad,
      ...(holds ? {} : { top: 0 }),
    };
  const top = headings[piece.is];
  const side = piece.is === 'machine' ? 18 : sizes.pad;
  const bottom = side + (piece.lines.length > 0 ? piece.lines.length * sizes.line + 6 : 0);
  const heading = textWidth(headingOf(piece), piece.is === 'machine' ? 18 : sizes.name);
  const width = Math.ceil(Math.max(heading, ...piece.lines.map((line) => textWidth(line.text, sizes.text))) + 2 * side);
  return { width, height: top + bottom, top, bottom, side };
}

/**
 * The heading of a box.
 * @example headingOf({ is: 'namespace', name: 'red', change: 'added', lines: [] }) // '+ netns red'
 */
export function headingOf({ is, name, change }: Exclude<Piece, { is: 'device' }>): string {
  const sign = change === undefined ? '' : `${{ added: '+', removed: '−', changed: '~' }[change]} `;
  return `${sign}${is === 'namespace' ? 'netns ' : ''}${oneLine(name)}`;
}

// Four routes tell the story; the whole table is a table.
function routeLines(namespace: SceneNamespace | undefined): CardLine[] {
  const routes = namespace?.routes ?? [];
  const lines = addressLines(routes.slice(0, routes.length > 4 ? 3 : 4), 36);
  return routes.length > 4
    ? [...lines, { text: `and ${routes.length - 3} more routes`, change: undefined, code: false }]
    : lines;
}
