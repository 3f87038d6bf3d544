import type { Pause } from '../../pauses.js';
import type { Sighting } from './sighting.js';

/**
 * The sightings of equal packets together. Fragments are with the whole datagram, where it was seen whole, else with each
 * other; a packet of which a part was not captured is with a whole one that has its head.
 * @returns groups in the order of their first sighting
 */
export async function samePackets(sightings: readonly Sighting[], pause: Pause): Promise<Sighting[][]> {
  const wholes = new Map<string, string>();
  const datagrams = new Map<string, string>();
  for (const { identity } of sightings) {
    if (identity.whole !== undefined && !wholes.has(identity.head!)) wholes.set(identity.head!, identity.whole);
    await pause();
  }
  for (const { identity } of sightings) {
    await pause();
    if (identity.head === undefined) continue;
    for (const { group } of identity.fragments) datagrams.set(group, wholes.get(identity.head) ?? identity.head);
  }
  const groups = new Map<string, Sighting[]>();
  for (const sighting of sightings) {
    const { head, whole, fragments } = sighting.identity;
    const ofFragment = fragments.map(({ group }) => datagrams.get(group)).find((key) => key !== undefined);
    const key = whole ?? ofFragment ?? (head === undefined ? fragments[0]!.group : (wholes.get(head) ?? head));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [sighting]);
    else group.push(sighting);
    await pause();
  }
  return [...groups.values()];
}

/**
 * Equal packets told apart: one that is seen again where it was seen before, and just as it was, is another (an ARP
 * question asked once more, a TCP segment sent again).
 * @param group sightings of equal packets, in time’s order
 */
export async function onePacketEach<S extends Sighting>(group: readonly S[], pause: Pause): Promise<S[][]> {
  const packets: S[][] = [];
  let seen = new Set<string>();
  for (const sighting of group) {
    const look = lookOf(sighting);
    if (packets.length === 0 || seen.has(look)) {
      packets.push([]);
      seen = new Set();
    }
    packets.at(-1)!.push(sighting);
    seen.add(look);
    await pause();
  }
  return packets;
}

/** Where and how it was seen: TTL, tags, addresses and tunnels are in the headers before the payload. */
function lookOf({ at, packet, identity }: Sighting): string {
  const headers = packet.layers
    .filter(({ protocol }) => protocol !== 'payload')
    .flatMap(({ fields }) => fields.filter(({ name }) => name !== 'checksum').map(({ value }) => String(value)));
  const parts = identity.fragments.map(({ offset }) => offset);
  return JSON.stringify([at.host, at.netns, at.ifname, at.direction, parts, headers]);
}
