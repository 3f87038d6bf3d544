import { journeyOf } from '../../capture/journey/build.js';
import type { Journey } from '../../capture/journey/journey.js';
import { showable } from '../../kernel/display.js';
import { pauses } from '../../pauses.js';
import { settled } from '../../settled.js';
import type { Connection } from '../../transport/connection.js';
import { drawJourney } from '../../view/journey.js';
import { demandAction } from '../action.js';
import { capture, type Captured } from '../capture/capture.js';
import type { Spot } from '../capture/spot.js';
import { machineFacts, type MachineFacts } from '../facts.js';
import { apart, askClocks, fromNowOn } from './clocks.js';
import { devicesOf, isHeard } from './devices.js';
import { watchDrops, type DropWatch, type Watched } from './drop-watch.js';
import { explained } from './explain.js';
import { isManagement } from './management.js';
import { wiringOf } from './wiring.js';

/** What a follow leaves out. */
export interface FollowOptions {
  /** A pcap filter (`man pcap-filter`), as `icmp or arp`: only what it lets through is followed, in tunnels too only if it fits there. */
  readonly filter?: string;
}

/** What an action gave, and the journeys of all packets that it sent. */
export interface Followed<T = unknown> extends Journey {
  /** What the action gave. */
  readonly value: T;
}

/** Both directions of an interface need a buffer each, on a small machine. In KiB. */
const BUFFER = 1024;

/**
 * Listens on every interface of all machines and in all their namespaces, runs the action, and tells the journey of each packet:
 * where it was seen, what each step did to it, and where and why it ended.
 * @throws what the action throws; CommandError where tcpdump does not start, as with a wrong filter; NetdiveError where the
 * action is none
 */
export async function follow<T>(
  machines: readonly Connection[],
  action: () => T | PromiseLike<T>,
  options: FollowOptions,
  signal: AbortSignal,
): Promise<Followed<T>> {
  demandAction(action, 'lab.follow()', 'anybody listens', 'lab.follow(() => red.ping(...)');
  const facts = await settled(machines.map((machine) => machineFacts(machine, signal)));
  const clocks = await askClocks(machines, signal);
  const watches = await watchAll(machines, signal);
  try {
    const spots = machines.flatMap((machine, index) => spotsOf(machine, facts[index]!));
    let isPart = fromNowOn(clocks);
    const listened = await capture(
      spots,
      () => {
        // Some listened before: what these saw then, others did not.
        isPart = fromNowOn(clocks);
        return settle(machines, action, signal);
      },
      { ...options, buffer: BUFFER },
      signal,
    );
    const watched = await settled(watches.map((watch) => watch.stop(listened.tunnelPorts, signal)));
    const mute = watched.filter(({ fault }) => fault !== undefined).map(({ host }) => host);
    const whole = options.filter === undefined && isWhole(listened);
    const devices = devicesOf(facts);
    const pause = pauses(signal);
    const drops = watched.flatMap((one) => one.drops).filter((drop) => !isManagement(drop, devices));
    const around = {
      hosts: machines.map(({ target }) => target.host),
      wiring: wiringOf(facts),
      clocks: apart(clocks),
      drops: (await explained(drops, machines, facts, pause)).filter(({ host, time }) => isPart(host, time)),
      unseen: options.filter === undefined,
      ...(whole && { searched: { devices, mute } }),
    };
    const packets = listened.packets.filter(({ at, time }) => isPart(at!.host, time));
    const journey = await journeyOf(packets, around, pause);
    const told = { ...journey, notes: [...(journey.notes ?? []), ...notesOf(listened), ...watched.flatMap(muteNote)] };
    return showable({ value: listened.result, ...told }, drawJourney(told));
  } finally {
    await Promise.all(watches.map((watch) => watch.cancel()));
  }
}

/** None is left behind where one of them does not start. */
async function watchAll(machines: readonly Connection[], signal: AbortSignal): Promise<DropWatch[]> {
  const starting = machines.map((machine) => watchDrops(machine, signal));
  const started = await Promise.allSettled(starting);
  try {
    return await Promise.all(starting);
  } catch (error) {
    await Promise.all(started.map((one) => (one.status === 'fulfilled' ? one.value.cancel() : undefined)));
    throw error;
  }
}

/** Every interface that is up: whole frames, with both MACs and the tags. What SSH comes in by is no part of a chapter. */
function spotsOf(connection: Connection, { namespaces }: MachineFacts): Spot[] {
  return namespaces.flatMap(({ name, links }) =>
    links.filter(isHeard).map(({ ifname }) => ({ connection, netns: name, ifname })),
  );
}

/** The action, and a word with each machine: what it had sent has got everywhere by then. */
async function settle<T>(
  machines: readonly Connection[],
  action: () => T | PromiseLike<T>,
  signal: AbortSignal,
): Promise<T> {
  const value = await action();
  await settled(machines.map((machine) => machine.run('true', { signal })));
  return value;
}

/** Whether all was seen: only then can be told that a packet was not. */
const isWhole = ({ losses, cut }: Captured<unknown>): boolean =>
  !cut && losses.every(({ dropped = 0, fault }) => dropped === 0 && fault === undefined);

function muteNote({ host, fault }: Watched): string[] {
  if (fault === undefined) return [];
  return [`Why packets ended on ${host} is not known: its kernel does not tell (${fault}). Linux 6.5 and newer do.`];
}

/** What is missing, in words. */
function notesOf({ losses, cut }: Captured<unknown>): string[] {
  const lost = losses.filter(({ dropped = 0 }) => dropped > 0);
  const faults = losses.filter(({ fault }) => fault !== undefined);
  const place = ({ host, netns, ifname }: (typeof losses)[number]): string =>
    [host, netns, ifname].filter((part) => part !== '').join(' ');
  return [
    ...(cut ? ['More was sent than is kept: what came later is missing.'] : []),
    ...lost.map((loss) => `${loss.dropped} packets on ${place(loss)} are missing: its buffer was full.`),
    ...faults.map((loss) => `${place(loss)} is missing: ${loss.fault}`),
  ];
}
