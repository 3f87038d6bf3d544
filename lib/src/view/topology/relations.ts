import { keyOf, type Cable } from './model.js';
import type { Change, Scene, SceneDevice } from './scene.js';
import { onBothSides } from './sides.js';

/** A line between two devices, from the one that is drawn first. */
export interface Relation {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: Cable['kind'] | 'parent';
  readonly up: boolean;
  readonly change: Change;
}

/** Who is drawn inside whom, and who is joined to whom. */
export interface Relations {
  /** The bridge or bond that a port is drawn in, by key. */
  readonly holders: ReadonlyMap<string, string>;
  readonly lines: readonly Relation[];
}

/**
 * How the devices of a scene hang together. Lines run from the containers outwards; on the second machine, when it is
 * mirrored, inwards: then two machines face each other with the cables between them.
 * @example relationsOf(scene, true).lines.filter((line) => line.kind === 'parent')
 */
export function relationsOf(scene: Scene, mirrored: boolean): Relations {
  const devices = scene.machines.flatMap((machine) => machine.namespaces.flatMap((namespace) => namespace.devices));
  const known = new Map(devices.map((device) => [device.key, device]));
  const holders = new Map<string, string>();
  for (const { key, at, device } of devices) {
    const holder = device.master === undefined ? key : keyOf({ ...at, ifname: device.master });
    if (known.has(holder) && !chain(holders, holder).includes(key)) holders.set(key, holder);
  }
  const parents = devices.flatMap((device) => {
    const parent = parentOf(device, known);
    return parent === undefined
      ? []
      : [
          {
            a: device.key,
            b: parent,
            kind: 'parent' as const,
            up: true,
            change: lineChange(device, known.get(parent)),
          },
        ];
  });
  const joined = [...scene.cables, ...parents].filter(
    ({ a, b }) => !chain(holders, a).includes(b) && !chain(holders, b).includes(a),
  );
  const far = distances(scene, devices, joined, holders);
  const last = new Set(scene.machines.slice(mirrored ? 1 : scene.machines.length).map((machine) => machine.name));
  const lines = joined.map(({ a, b, kind, up, change }, i): Relation => {
    const [from, to] =
      known.get(a)!.at.machine === known.get(b)!.at.machine
        ? far.get(a)! >= far.get(b)! !== last.has(known.get(a)!.at.machine)
          ? [a, b]
          : [b, a]
        : order(scene, known.get(a)!) <= order(scene, known.get(b)!)
          ? [a, b]
          : [b, a];
    return { id: `line${i}`, from, to, kind, up, change };
  });
  // Beside each other, machines have no room for a second column.
  return { holders, lines: mirrored ? lines : onBothSides(lines, known, (key) => chain(holders, key).at(-1)!) };
}

// Itself, the holder that it is in, the holder's holder, and so on.
function chain(holders: ReadonlyMap<string, string>, key: string): string[] {
  const holder = holders.get(key);
  return holder === undefined ? [key] : [key, ...chain(holders, holder)];
}

function parentOf({ key, at, device }: SceneDevice, known: ReadonlyMap<string, SceneDevice>): string | undefined {
  if (device.parent === undefined) return undefined;
  const parent = keyOf({ machine: at.machine, namespace: device.parentNetns ?? at.namespace, ifname: device.parent });
  return parent !== key && known.has(parent) ? parent : undefined;
}

function lineChange(...ends: (SceneDevice | undefined)[]): Change {
  const changes = ends.map((end) => end?.change);
  return (['removed', 'added'] as const).find((change) => changes.includes(change));
}

function order(scene: Scene, device: SceneDevice): number {
  return scene.machines.findIndex((machine) => machine.name === device.at.machine);
}

// How many steps each device is from the cables between the machines; where none are in reach, from the machine's own
// devices. To stand in the same namespace or in the same bridge is a step too.
function distances(
  scene: Scene,
  devices: readonly SceneDevice[],
  joined: readonly { a: string; b: string; kind: string }[],
  holders: ReadonlyMap<string, string>,
): Map<string, number> {
  const near = new Map(devices.map(({ key }) => [key, new Set<string>()]));
  const join = (a: string, b: string): void => {
    near.get(a)?.add(b);
    near.get(b)?.add(a);
  };
  for (const { a, b, kind } of joined) if (kind !== 'segment') join(a, b);
  for (const [port, holder] of holders) join(port, holder);
  for (const { namespaces } of scene.machines)
    for (const namespace of namespaces)
      namespace.devices.forEach((device, i) =>
        namespace.devices.slice(i + 1).forEach((other) => join(device.key, other.key)),
      );

  const far = new Map<string, number>();
  const spread = (keys: readonly string[]): void => {
    for (let wave = keys, step = 0; wave.length > 0; step++) {
      for (const key of wave) far.set(key, step);
      wave = [...new Set(wave.flatMap((key) => [...near.get(key)!]))].filter((key) => !far.has(key));
    }
  };
  spread([...new Set(joined.filter(({ kind }) => kind === 'segment').flatMap(({ a, b }) => [a, b]))]);
  spread(devices.filter(({ key, at }) => at.namespace === '' && !far.has(key)).map(({ key }) => key));
  for (const { key } of devices) if (!far.has(key)) spread([key]);
  return far;
}
