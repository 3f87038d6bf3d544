import {
  keyOf,
  type Cable,
  type DeviceModel,
  type DeviceRef,
  type NamespaceModel,
  type TopologyModel,
} from './model.js';

/** What became of something since before. Nothing where it is as it was, or where there is no before. */
export type Change = 'added' | 'removed' | 'changed' | undefined;

/** A line of a card or a box, such as an address. */
export interface Line {
  readonly text: string;
  readonly change: Change;
}

/** A device as it is shown. */
export interface SceneDevice {
  readonly key: string;
  readonly at: DeviceRef;
  readonly device: DeviceModel;
  readonly change: Change;
  readonly addresses: readonly Line[];
  /** What else changed, such as `was down`. */
  readonly remarks: readonly string[];
}

/** A namespace as it is shown. */
export interface SceneNamespace {
  readonly name: string;
  readonly change: Change;
  readonly devices: readonly SceneDevice[];
  readonly routes: readonly Line[];
}

/** A machine as it is shown. */
export interface SceneMachine {
  readonly name: string;
  readonly change: Change;
  readonly namespaces: readonly SceneNamespace[];
}

/** A cable as it is shown, by the keys of its ends. */
export interface SceneCable {
  readonly a: string;
  readonly b: string;
  readonly kind: Cable['kind'];
  readonly up: boolean;
  readonly change: Change;
}

/** All that is to be drawn, whatever the form. */
export interface Scene {
  readonly machines: readonly SceneMachine[];
  readonly cables: readonly SceneCable[];
  /** There is a before to compare with. */
  readonly compared: boolean;
}

/**
 * What there is to draw: the model, with what became of each part since before. What is gone stays, marked as removed.
 * @example sceneOf(now, before).machines
 */
export function sceneOf(now: TopologyModel, before: TopologyModel | undefined, management: boolean): Scene {
  const machines = paired(before?.machines, now.machines, (machine) => machine.name).map(({ was, is, change }) => {
    const { name } = (is ?? was)!;
    const namespaces = paired(before && (was?.namespaces ?? []), is?.namespaces ?? [], (namespace) => namespace.name);
    return { name, change, namespaces: namespaces.map((pair) => namespaceOf(name, pair, management)) };
  });
  const shown = new Set(
    machines.flatMap((machine) => machine.namespaces.flatMap((namespace) => namespace.devices.map(({ key }) => key))),
  );
  const cables = paired(before?.cables, now.cables, cableKey)
    .map(({ was, is, change }) => {
      const { a, b, kind, up } = (is ?? was)!;
      return {
        a: keyOf(a),
        b: keyOf(b),
        kind,
        up,
        change: change ?? (was && is && was.up !== is.up ? 'changed' : undefined),
      };
    })
    .filter(({ a, b }) => a !== b && shown.has(a) && shown.has(b));
  return { machines, cables: cables as SceneCable[], compared: before !== undefined };
}

/**
 * Which kinds of change occur in a scene.
 * @example changesIn(sceneOf(now, before, false)) // ['added', 'changed']
 */
export function changesIn({ machines, cables }: Scene): Exclude<Change, undefined>[] {
  const namespaces = machines.flatMap((machine) => machine.namespaces);
  const devices = namespaces.flatMap((namespace) => namespace.devices);
  const routes = namespaces.flatMap((namespace) => namespace.routes);
  const addresses = devices.flatMap((device) => device.addresses);
  const all = [...machines, ...namespaces, ...devices, ...routes, ...addresses, ...cables].map((one) => one.change);
  return (['added', 'removed', 'changed'] as const).filter((change) => all.includes(change));
}

interface Pair<T> {
  readonly was: T | undefined;
  readonly is: T | undefined;
  readonly change: Change;
}

// What was and what is, by name: in the order of now, with what is gone at the end.
function paired<T>(before: readonly T[] | undefined, now: readonly T[], name: (item: T) => string): Pair<T>[] {
  const old = new Map(before?.map((item) => [name(item), item]));
  const unique = [...new Map(now.map((item) => [name(item), item])).entries()];
  const pairs = unique.map(([key, is]): Pair<T> => {
    const was = old.get(key);
    old.delete(key);
    return { was, is, change: before !== undefined && was === undefined ? 'added' : undefined };
  });
  return [...pairs, ...[...old.values()].map((was): Pair<T> => ({ was, is: undefined, change: 'removed' }))];
}

function namespaceOf(machine: string, { was, is, change }: Pair<NamespaceModel>, management: boolean): SceneNamespace {
  const { name } = (is ?? was)!;
  const compared = was !== undefined || change !== undefined;
  const devices = paired(compared ? (was?.devices ?? []) : undefined, is?.devices ?? [], (device) => device.ifname)
    .map((pair) => deviceOf({ machine, namespace: name, ifname: (pair.is ?? pair.was)!.ifname }, pair))
    .filter((device) => management || device.device.ifname !== 'mgmt0')
    .filter(isTelling);
  return { name, change, devices, routes: linesOf(compared ? (was?.routes ?? []) : undefined, is?.routes ?? []) };
}

function deviceOf(at: DeviceRef, { was, is, change }: Pair<DeviceModel>): SceneDevice {
  const device = (is ?? was)!;
  const addresses = was && is ? linesOf(was.addresses, is.addresses) : linesOf(undefined, device.addresses);
  const remarks = was && is ? remarksOn(was, is) : [];
  const changed = remarks.length > 0 || addresses.some((line) => line.change !== undefined);
  return { key: keyOf(at), at, device, change: change ?? (changed ? 'changed' : undefined), addresses, remarks };
}

// A loopback that is as everywhere would only stand in the way.
function isTelling({ device, change, addresses }: SceneDevice): boolean {
  if (device.kind !== 'loopback') return true;
  const usual = addresses.every(
    ({ text, change }) => change === undefined && /^(127\.0\.0\.1\/8|::1\/128)$/.test(text),
  );
  return !usual || change === 'changed' || device.note !== undefined;
}

function linesOf(before: readonly string[] | undefined, now: readonly string[]): Line[] {
  return paired(before, now, (text) => text).map(({ was, is, change }) => ({ text: (is ?? was)!, change }));
}

function remarksOn(was: DeviceModel, is: DeviceModel): string[] {
  const remarks = [];
  if (was.state !== is.state) remarks.push(`was ${was.state === 'no-carrier' ? 'without carrier' : was.state}`);
  if (was.master !== is.master) remarks.push(was.master === undefined ? 'was no port' : `was in ${was.master}`);
  if (was.parent !== is.parent) remarks.push(was.parent === undefined ? 'sat on nothing' : `sat on ${was.parent}`);
  if (was.kind !== is.kind) remarks.push(`was ${was.kind}`);
  if (was.mac !== is.mac) remarks.push(was.mac === undefined ? 'had no mac' : `mac was ${was.mac}`);
  if (was.mtu !== is.mtu) remarks.push(`mtu ${is.mtu ?? 'unknown'}, was ${was.mtu ?? 'unknown'}`);
  if (was.note !== is.note) remarks.push(was.note === undefined ? 'note is new' : `was ${was.note}`);
  return remarks;
}

function cableKey({ a, b, kind }: Cable): string {
  return [kind, ...[keyOf(a), keyOf(b)].sort()].join(' ');
}
