import type { Wires } from './wiring.js';
import { deviceKey } from './wiring.js';
import type { Sighting } from './sighting.js';

/** A sighting with its time by the first machine’s clock. */
export interface Timed extends Sighting {
  readonly time: bigint;
}

/**
 * The sightings of one packet in time’s order. A packet that a device hands up to the one on it keeps the time at which it
 * came in: the lower one is first.
 */
export function inOrder(sightings: readonly Timed[], wires: Wires): Timed[] {
  const rank = (sighting: Timed): number => height(deviceKey(sighting.at), wires);
  return [...sightings].sort((a, b) => {
    if (a.time !== b.time) return a.time < b.time ? -1 : 1;
    const direction = Number(a.at.direction === 'out') - Number(b.at.direction === 'out');
    const inward = a.at.direction === 'out' ? -1 : 1;
    return (
      direction || // what comes in is what then goes out
      inward * (rank(a) - rank(b)) ||
      inward * (b.identity.inner - a.identity.inner) ||
      a.packet.number - b.packet.number
    );
  });
}

/** How many devices are under one, the tallest pile counted. */
function height(device: string, wires: Wires, seen: ReadonlySet<string> = new Set()): number {
  if (seen.has(device)) return 0;
  const lowers = [...wires.lowers(device)];
  return lowers.length === 0
    ? 0
    : 1 + Math.max(...lowers.map((lower) => height(lower, wires, new Set([...seen, device]))));
}

/**
 * Which earlier sighting each one came from, as an index; undefined for the first.
 *
 * What comes in by a device left by the other end of its cable, or came in by the device below it. What leaves by a device
 * left by the one on it, or came in by another device of the same namespace. Of several the last one, so that the copies of a
 * flooded frame all come from where it came in.
 * @param sightings of one packet, in time’s order
 */
export function parents(sightings: readonly Timed[], wires: Wires): (number | undefined)[] {
  return sightings.map((sighting, index) => {
    if (index === 0) return undefined;
    const earlier = sightings.slice(0, index).filter((one) => samePart(one, sighting));
    const from = ways(sighting, wires)
      .map((way) => earlier.findLast(way))
      .find((one) => one !== undefined);
    return from === undefined ? index - 1 : sightings.indexOf(from);
  });
}

type Way = (earlier: Timed) => boolean;

/** How a sighting can have come about, the likeliest first. */
function ways(sighting: Timed, wires: Wires): Way[] {
  const { at, identity } = sighting;
  const here = deviceKey(at);
  const out: Way = (one) => one.at.direction === 'out';
  const sameSpace: Way = (one) => one.at.host === at.host && one.at.netns === at.netns;
  const on = (devices: ReadonlySet<string>): Way => {
    return (one) => devices.has(deviceKey(one.at));
  };
  const all = (...conditions: Way[]): Way => {
    return (one) => conditions.every((condition) => condition(one));
  };
  const not = (condition: Way): Way => {
    return (one) => !condition(one);
  };
  const otherDevice: Way = (one) => deviceKey(one.at) !== here;
  if (at.direction === 'in') {
    return [
      all(out, on(wires.ends(here))),
      all(not(out), on(wires.lowers(here))),
      all(not(out), sameSpace, otherDevice, (one) => one.identity.inner > identity.inner), // out of a tunnel
      // Where the wiring is not known.
      (one) => (out(one) ? !sameSpace(one) : sameSpace(one) && otherDevice(one)),
    ];
  }
  const uppers = wires.uppers(here);
  const siblings = new Set([...uppers].flatMap((upper) => [...wires.lowers(upper)]));
  return [
    // From the bridge itself, or by it from another port, whichever was later.
    (one) => (out(one) ? on(uppers)(one) : on(siblings)(one) && otherDevice(one)),
    all(out, sameSpace, otherDevice, (one) => one.identity.inner < identity.inner), // into a tunnel
    all(not(out), sameSpace, (one) => wires.uppers(deviceKey(one.at)).size === 0),
    all(not(out), sameSpace),
  ];
}

/** A fragment comes from a whole datagram, from itself elsewhere, or goes into a whole one. */
function samePart(a: Timed, b: Timed): boolean {
  const [one, other] = [a, b].map(({ identity }) => identity.fragments.map(({ offset }) => offset).join());
  return one === '' || other === '' || one === other;
}
