import { pauses, type Pause } from '../../pauses.js';
import type { Packet } from '../packet.js';
import { changesBetween } from './changes.js';
import { clockDifferences } from './clocks.js';
import type { Drop } from './drop.js';
import { endOf } from './ends.js';
import { fragmentOf } from './fragment.js';
import { identityOf } from './identity.js';
import type { ClockDifference, End, Flight, Hop, Journey } from './journey.js';
import { shells } from './layers.js';
import { lostEnds, type Searched } from './lost.js';
import { nameOf } from './name.js';
import { repliesTo } from './replies.js';
import { onePacketEach, samePackets } from './same.js';
import { sightingOf, type Sighting } from './sighting.js';
import { recut } from './segments.js';
import { inOrder, parents, type Timed } from './tree.js';
import { wires as wiresOf, type Wires, type Wiring } from './wiring.js';

/** What is known beside the packets. */
export interface Surroundings {
  /** The machines, the one whose clock counts first. Those of the packets, by name, where not given. */
  readonly hosts?: readonly string[];
  readonly wiring?: Wiring;
  /** The clocks as the machines told them; used where no packets crossed both ways. */
  readonly clocks?: readonly ClockDifference[];
  /** What the kernels threw away meanwhile. */
  readonly drops?: readonly Drop[];
  /** Whether a drop of a packet that was seen nowhere is told: not where the captures left some out. */
  readonly unseen?: boolean;
  /** For finding packets that got lost without a word; not given where the captures left some out. */
  readonly searched?: Searched;
}

/**
 * Tells captured packets as journeys: the same packet recognised wherever it was seen.
 * @param packets of any number of machines, namespaces and devices; those that don’t say where they were seen are left out
 * @param pause between the packets: there may be very many
 * @example (await journeyOf(packets, { wiring, drops })).flights[0].hops
 */
export async function journeyOf(
  packets: readonly Packet[],
  around: Surroundings = {},
  pause: Pause = pauses(),
): Promise<Journey> {
  const sightings: Sighting[] = [];
  for (const packet of packets) {
    if (packet.at !== undefined) sightings.push(sightingOf(packet, packet.at));
    await pause();
  }
  sightings.sort((a, b) => compare(a.when, b.when));
  const wires = wiresOf(around.wiring ?? { cables: [], stacks: [] });
  const hosts = around.hosts ?? [...new Set(sightings.map(({ at }) => at.host))].sort();
  const same = await samePackets(sightings, pause);
  const clocks = await clockDifferences(hosts, same, wires, around.clocks ?? [], pause);
  const ahead = new Map(clocks.map((clock) => [clock.host, clock.ahead]));
  const corrected = (host: string, time: bigint): bigint => time - (ahead.get(host) ?? 0n);
  const paths: Timed[][] = [];
  for (const group of same) {
    const timed: Timed[] = [];
    for (const one of group) {
      timed.push({ ...one, time: corrected(one.at.host, one.when) });
      await pause();
    }
    for (const path of await onePacketEach(inOrder(timed, wires), pause)) paths.push(path);
  }
  paths.sort((a, b) => compare(a[0]!.time, b[0]!.time));
  const replies = await repliesTo(paths, pause);
  const seen: Flight[] = [];
  for (const [index, path] of paths.entries()) {
    seen.push(flightOf(path, wires, replies[index]));
    await pause();
  }
  const ended = await withEnds(seen, paths, around, corrected, pause);
  const cut = await recut(ended, pause);
  return {
    flights: around.searched === undefined ? ended : await withLost(ended, cut, wires, around.searched, pause),
    clocks,
    ...(cut.size > 0 && { notes: [RECUT] }),
  };
}

function flightOf(path: readonly Timed[], wires: Wires, replyTo: number | undefined): Flight {
  const froms = parents(path, wires);
  const hops = path.map((sighting, index): Hop => {
    const { at, packet, identity, time } = sighting;
    const from = froms[index];
    const part = fragmentOf(shells(packet).at(-1)!, packet);
    return {
      at,
      packet,
      inner: identity.inner,
      time,
      ...(from !== undefined && { from }),
      changes: from === undefined ? [] : changesBetween(path[from]!, sighting),
      ...(part && { fragment: { offset: part.offset, length: part.length, last: part.last } }),
    };
  });
  return { name: nameOf(path[0]!.packet), ...(replyTo !== undefined && { replyTo }), hops, ends: [] };
}

/** Gives each drop to the packet that it is about, or makes one of it that was seen nowhere. */
async function withEnds(
  flights: readonly Flight[],
  paths: readonly (readonly Timed[])[],
  { drops = [], unseen = true }: Surroundings,
  corrected: (host: string, time: bigint) => bigint,
  pause: Pause,
): Promise<readonly Flight[]> {
  if (drops.length === 0) return flights;
  const byHead = await flightsByHead(flights, paths, pause);
  const ends = new Map<Flight, End[]>();
  const nowhere: Flight[] = [];
  for (const drop of drops) {
    const { head } = identityOf(drop.packet);
    const time = corrected(drop.host, drop.time);
    const fitting = (head !== undefined && byHead.get(head)) || [];
    // Of equal packets the one that was last under way.
    const whose = fitting.findLast(({ hops }) => hops[0]!.time <= time) ?? fitting[0];
    const end = endOf(drop, whose?.hops ?? []);
    await pause();
    if (end === undefined) continue;
    if (whose !== undefined) ends.set(whose, [...(ends.get(whose) ?? []), end]);
    else if (unseen) nowhere.push({ name: nameOf(drop.packet), hops: [], ends: [end] });
  }
  const seen = flights.map((flight) => ({ ...flight, ends: ends.get(flight) ?? [] }));
  return [...seen, ...nowhere]; // after those that others point to by index
}

/** Flights in their order, by what the head of their packets says. */
async function flightsByHead(
  flights: readonly Flight[],
  paths: readonly (readonly Timed[])[],
  pause: Pause,
): Promise<ReadonlyMap<string, readonly Flight[]>> {
  const byHead = new Map<string, Flight[]>();
  for (const [index, path] of paths.entries()) {
    for (const head of new Set(path.map(({ identity }) => identity.head))) {
      if (head === undefined) continue;
      const known = byHead.get(head);
      if (known === undefined) byHead.set(head, [flights[index]!]);
      else known.push(flights[index]!);
    }
    await pause();
  }
  return byHead;
}

/** @param cut what goes on as other packets */
async function withLost(
  flights: readonly Flight[],
  cut: ReadonlySet<number>,
  wires: Wires,
  searched: Searched,
  pause: Pause,
): Promise<readonly Flight[]> {
  const answered = new Set(flights.map(({ replyTo }) => replyTo));
  const all: Flight[] = [];
  for (const [index, flight] of flights.entries()) {
    const lost = cut.has(index) ? [] : lostEnds(flight, answered.has(index), wires, searched);
    all.push(lost.length === 0 ? flight : { ...flight, ends: [...flight.ends, ...lost] });
    await pause();
  }
  return all;
}

const RECUT =
  'TCP packets were cut, or put together, on their way (segmentation offload, GRO): they go on as others. ' +
  'To see each from end to end: ethtool -K DEV tso off gso off gro off';

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
