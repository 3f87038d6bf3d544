import type { ELK, ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs';
import type { Laid } from './place.js';

/** A box for ELK: its size, and at which height each line leaves it on the right or comes in on the left. */
export interface FlatNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly outs: ReadonlyMap<string, number>;
  readonly ins: ReadonlyMap<string, number>;
}

/** A line for ELK. One that leaves or enters ends at the right or left border. */
export interface FlatLine {
  readonly id: string;
  readonly leaves: boolean;
  readonly enters: boolean;
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.randomSeed': '1',
  'elk.partitioning.activate': 'true',
  'elk.separateConnectedComponents': 'false',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.spacing.nodeNode': '14',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '12',
  'elk.layered.spacing.nodeNodeBetweenLayers': '38',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
};

/**
 * Boxes in columns with the lines between them, by ELK. What is inside a box is not its business: layouts of boxes in
 * boxes ignore the order of the model.
 * @example await elkLayout(nodes, [{ id: 'line0', leaves: false, enters: false }])
 */
export async function elkLayout(nodes: readonly FlatNode[], lines: readonly FlatLine[]): Promise<Laid> {
  const port = (id: string, side: 'EAST' | 'WEST', x: number, y: number): ElkPort => ({
    id,
    x,
    y,
    width: 0,
    height: 0,
    layoutOptions: { 'elk.port.side': side },
  });
  const children = nodes.map(({ id, width, height, outs, ins }): ElkNode => ({
    id,
    width,
    height,
    ports: [
      ...[...outs].map(([line, y]) => port(`${line} out`, 'EAST', width, y)),
      ...[...ins].map(([line, y]) => port(`${line} in`, 'WEST', 0, y)),
    ],
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS', 'elk.partitioning.partition': '1' },
  }));
  // A border is a box too: it draws the devices behind it near, and finds the order in which its lines do not cross.
  const border = (id: string, side: 'EAST' | 'WEST', partition: string, plugs: string[]): ElkNode[] =>
    plugs.length === 0
      ? []
      : [
          {
            id,
            width: 1,
            ports: plugs.map((plug) => ({ id: plug, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } })),
            layoutOptions: {
              'elk.portConstraints': 'FIXED_SIDE',
              'elk.partitioning.partition': partition,
              'elk.nodeSize.constraints': 'PORTS',
              'elk.layered.nodePlacement.networkSimplex.nodeFlexibility': 'NODE_SIZE',
            },
          },
        ];
  const borders = [
    ...border(
      'left border',
      'EAST',
      '0',
      lines.filter(({ enters }) => enters).map(({ id }) => `${id} out`),
    ),
    ...border(
      'right border',
      'WEST',
      '2',
      lines.filter(({ leaves }) => leaves).map(({ id }) => `${id} in`),
    ),
  ];
  const edges = lines.map(({ id }): ElkExtendedEdge => ({ id, sources: [`${id} out`], targets: [`${id} in`] }));
  const laid = await (
    await engine()
  ).layout({ id: 'root', children: [...children, ...borders], edges, layoutOptions: options });

  const corners = new Map((laid.edges ?? []).map(({ id, sections }) => [id, sections?.[0]]));
  return {
    at: new Map((laid.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
    lines: new Map(
      lines.flatMap(({ id, leaves, enters }) => {
        const section = corners.get(id);
        if (section === undefined) return [];
        const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
        return [[id, { points: points.map(({ x, y }) => ({ x, y })), leaves, enters }]];
      }),
    ),
  };
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
