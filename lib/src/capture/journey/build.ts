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
import { sightingOf } from './sighting.js';
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
 * @example journeyOf(packets, { wiring, drops }).flights[0].hops
 */
export function journeyOf(packets: readonly Packet[], around: Surroundings = {}): Journey {
  const sightings = packets.flatMap((packet) => (packet.at === undefined ? [] : [sightingOf(packet, packet.at)]));
  sightings.sort((a, b) => compare(a.packet.time, b.packet.time));
  const wires = wiresOf(around.wiring ?? { cables: [], stacks: [] });
  const hosts = around.hosts ?? [...new Set(sightings.map(({ at }) => at.host))].sort();
  const same = samePackets(sightings);
  const clocks = clockDifferences(hosts, same, wires, around.clocks ?? []);
  const ahead = new Map(clocks.map((clock) => [clock.host, clock.ahead]));
  const corrected = (host: string, time: bigint): bigint => time - (ahead.get(host) ?? 0n);
  const paths = same
    .map((group) =>
      inOrder(
        group.map((one) => ({ ...one, time: corrected(one.at.host, one.packet.time) })),
        wires,
      ),
    )
    .flatMap((group) => onePacketEach(group) as Timed[][])
    .sort((a, b) => compare(a[0]!.time, b[0]!.time));
  const replies = repliesTo(paths);
  const flights = paths.map((path, index) => ({
    heads: new Set(path.map(({ identity }) => identity.head)),
    flight: flightOf(path, wires, replies[index]),
  }));
  const ended = withEnds(flights, around, corrected);
  const cut = recut(ended);
  return {
    flights: around.searched === undefined ? ended : withLost(ended, cut, wires, around.searched),
    clocks,
    ...(cut.size > 0 && { notes: [RECUT] }),
  };
}

interface Candidate {
  readonly heads: ReadonlySet<string | undefined>;
  readonly flight: Flight;
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
function withEnds(
  candidates: readonly Candidate[],
  { drops = [], unseen = true }: Surroundings,
  corrected: (host: string, time: bigint) => bigint,
): Flight[] {
  const ends = new Map<Candidate, End[]>();
  const nowhere: Flight[] = [];
  for (const drop of drops) {
    const { head } = identityOf(drop.packet);
    const time = corrected(drop.host, drop.time);
    const fitting = candidates.filter(({ heads }) => head !== undefined && heads.has(head));
    // Of equal packets the one that was last under way.
    const whose = fitting.findLast(({ flight }) => flight.hops[0]!.time <= time) ?? fitting[0];
    const end = endOf(drop, whose?.flight.hops ?? []);
    if (end === undefined) continue;
    if (whose !== undefined) ends.set(whose, [...(ends.get(whose) ?? []), end]);
    else if (unseen) nowhere.push({ name: nameOf(drop.packet), hops: [], ends: [end] });
  }
  const seen = candidates.map((one) => ({ ...one.flight, ends: ends.get(one) ?? [] }));
  return [...seen, ...nowhere]; // after those that others point to by index
}

/** @param cut what goes on as other packets */
function withLost(
  flights: readonly Flight[],
  cut: ReadonlySet<number>,
  wires: Wires,
  searched: Searched,
): readonly Flight[] {
  const answered = new Set(flights.map(({ replyTo }) => replyTo));
  return flights.map((flight, index) =>
    cut.has(index)
      ? flight
      : { ...flight, ends: [...flight.ends, ...lostEnds(flight, answered.has(index), wires, searched)] },
  );
}

const RECUT =
  'TCP packets were cut, or put together, on their way (segmentation offload, GRO): they go on as others. ' +
  'To see each from end to end: ethtool -K DEV tso off gso off gro off';

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
