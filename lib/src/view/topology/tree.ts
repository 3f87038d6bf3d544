import { oneLine } from '../escape.js';
import { addressLines, cardOf, type Card, type CardLine } from './card.js';
import { changes } from './kinds.js';
import type { Change, Scene, SceneDevice, SceneNamespace } from './scene.js';

/** What a box of the drawing stands for. */
export type Piece =
  Room | { readonly is: 'device'; readonly device: SceneDevice; readonly card: Card; readonly holds: boolean };

/** A machine or a namespace. */
export interface Room {
  readonly is: 'machine' | 'namespace';
  readonly heading: string;
  readonly change: Change;
  /** Its routes. */
  readonly lines: readonly CardLine[];
}

/** A box with the boxes in it. */
export interface Branch {
  readonly id: string;
  readonly piece: Piece;
  readonly children: readonly Branch[];
}

/**
 * The boxes of a scene, each in the one that holds it: machine, namespace, bridge, port.
 * @example treeOf(scene, relationsOf(scene).holders)[0].children
 */
export function treeOf(scene: Scene, holders: ReadonlyMap<string, string>): Branch[] {
  const deviceBranch = (device: SceneDevice, all: readonly SceneDevice[]): Branch => {
    const children = all.filter(({ key }) => holders.get(key) === device.key).map((port) => deviceBranch(port, all));
    return {
      id: device.key,
      piece: { is: 'device', device, card: cardOf(device), holds: children.length > 0 },
      children,
    };
  };
  const deviceBranches = ({ devices }: SceneNamespace): Branch[] =>
    devices.filter(({ key }) => !holders.has(key)).map((device) => deviceBranch(device, devices));
  const room = (is: Room['is'], name: string, change: Change, own: SceneNamespace | undefined): Room => ({
    is,
    heading: `${change === undefined ? '' : `${changes[change].sign} `}${is === 'namespace' ? 'netns ' : ''}${oneLine(name)}`,
    change,
    lines: routeLines(own),
  });

  return scene.machines.map(({ name, change, namespaces }, i) => ({
    id: `machine${i}`,
    piece: room(
      'machine',
      name,
      change,
      namespaces.find((namespace) => namespace.name === ''),
    ),
    children: namespaces.flatMap((namespace, j) =>
      namespace.name === ''
        ? deviceBranches(namespace)
        : {
            id: `machine${i}netns${j}`,
            piece: room('namespace', namespace.name, namespace.change, namespace),
            children: deviceBranches(namespace),
          },
    ),
  }));
}

// Four routes tell the story; the whole table is a table.
function routeLines(namespace: SceneNamespace | undefined): CardLine[] {
  const routes = namespace?.routes ?? [];
  const lines = addressLines(routes.slice(0, routes.length > 4 ? 3 : 4), 36);
  return routes.length > 4
    ? [...lines, { text: `and ${routes.length - 3} more routes`, change: undefined, code: false }]
    : lines;
}
