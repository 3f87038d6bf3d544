import { isPairKind, keyOf } from './model.js';
import type { Relation } from './relations.js';
import type { SceneDevice } from './scene.js';

/** From this many on, one column of namespaces is higher than a screen. */
const MANY = 4;

/**
 * The lines with half of a bridge's namespaces on its other side, where there are many: two short columns are read at a
 * glance, one long one is not. A namespace that is plugged into something else as well stays where it was.
 * @example onBothSides(lines, known, (key) => holders.get(key) ?? key)
 */
export function onBothSides(
  lines: readonly Relation[],
  known: ReadonlyMap<string, SceneDevice>,
  outermost: (key: string) => string,
): Relation[] {
  const room = (key: string): string => keyOf({ ...known.get(key)!.at, ifname: '' });
  const touching = new Map<string, Relation[]>();
  for (const line of lines)
    for (const end of new Set([room(line.from), room(line.to)]))
      touching.set(end, [...(touching.get(end) ?? []), line]);

  // The namespaces that hang on one bridge and on nothing else, by that bridge.
  const guests = new Map<string, Relation[]>();
  for (const [place, own] of touching) {
    const [line] = own;
    const inside = (key: string): boolean => room(key) === place;
    if (own.length !== 1 || line === undefined || !isPairKind(line.kind)) continue;
    if (inside(line.from) === inside(line.to)) continue;
    const host = inside(line.from) ? line.to : line.from;
    if (outermost(host) !== host) guests.set(outermost(host), [...(guests.get(outermost(host)) ?? []), line]);
  }
  const turned = new Set(
    [...guests.values()].flatMap((own) => (own.length < MANY ? [] : own.slice(Math.ceil(own.length / 2)))),
  );
  return lines.map((line) => (turned.has(line) ? { ...line, from: line.to, to: line.from } : line));
}
