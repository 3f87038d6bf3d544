import { oneLine } from '../escape.js';
import { columnsOf, padTo } from '../measure.js';
import { changes, states, unchanged } from './kinds.js';
import type { DeviceModel } from './model.js';
import { changesIn, type Change, type Scene, type SceneDevice, type SceneNamespace } from './scene.js';

/**
 * The picture in words: a tree of machines, namespaces and devices, with the other end of each cable.
 * @example topologyText(sceneOf(model, undefined, false))
 */
export function topologyText(scene: Scene): string {
  const lines = scene.machines.flatMap((machine) => [
    `${sign(machine.change)}${oneLine(machine.name)}`,
    ...machine.namespaces.flatMap((namespace) => namespaceLines(scene, namespace)),
  ]);
  return lines.length > 0 ? [...lines, ...comparison(scene)].join('\n') : 'no machines';
}

// What the signs mean, where there are any; else that all is as it was.
function comparison(scene: Scene): string[] {
  if (!scene.compared) return [];
  const found = changesIn(scene);
  if (found.length === 0) return [unchanged];
  return [found.map((change) => `${changes[change].sign} ${changes[change].word}`).join('  ')];
}

function namespaceLines(scene: Scene, { name, change, devices, routes }: SceneNamespace): string[] {
  const cells = devices.map((device) => [
    sign(device.change) + oneLine(device.device.ifname),
    oneLine(device.device.kind),
    `${states[device.device.state].sign} ${states[device.device.state].word}`,
    factsOf(scene, device),
  ]);
  const widths = [0, 1, 2].map((i) => Math.max(0, ...cells.map((line) => columnsOf(line[i] ?? ''))));
  const inner = name === '' ? '  ' : '    ';
  return [
    ...(name === '' ? [] : [`  ${sign(change)}netns ${oneLine(name)}`]),
    ...cells.map((line) => (inner + line.map((cell, i) => padTo(cell, widths[i] ?? 0)).join('  ')).trimEnd()),
    ...routes.map((route) => `${inner}${sign(route.change)}route ${oneLine(route.text)}`),
  ];
}

function factsOf(scene: Scene, { key, at, device, addresses, remarks, change }: SceneDevice): string {
  const peers = scene.cables
    .filter(({ a, b }) => a === key || b === key)
    .map((cable) => `↔ ${placeOf(cable.a === key ? cable.b : cable.a, at.machine)}${cable.up ? '' : ' (cut)'}`);
  return [
    addresses.map((line) => sign(line.change) + line.text).join(' '),
    device.master && `in ${device.master}`,
    device.parent && `on ${parentPlace(device, at.machine)}`,
    device.note,
    ...peers,
    change === undefined ? '' : `(${[changes[change].word, ...remarks].join(', ')})`,
  ]
    .filter((fact) => fact !== undefined && fact !== '')
    .map((fact) => oneLine(fact!))
    .join('  ');
}

// The machine's own namespace has no name: seen from another one it goes by the machine's.
function parentPlace({ parent, parentNetns }: DeviceModel, machine: string): string {
  return parentNetns === undefined ? parent! : `${parentNetns || machine}/${parent}`;
}

function placeOf(key: string, here: string): string {
  const [machine = '', namespace = '', ifname = ''] = JSON.parse(key) as string[];
  return [machine === here ? '' : machine, namespace, ifname].filter((part) => part !== '').join('/');
}

function sign(change: Change): string {
  return change === undefined ? '' : `${changes[change].sign} `;
}
