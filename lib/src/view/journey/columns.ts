import type { Journey } from '../../capture/journey/journey.js';
import type { Vantage } from '../../capture/packet.js';
import { oneLine } from '../escape.js';
import { clip, textWidth, wrap } from '../measure.js';
import { sizes } from './sizes.js';

/** Where something is: a device, or a namespace where no device is known. */
export type Where = Pick<Vantage, 'host' | 'netns'> & { readonly ifname?: string };

/** One device’s column. */
export interface Column {
  readonly where: Where;
  readonly name: readonly string[];
  readonly x: number;
  readonly width: number;
}

/** A machine’s or a namespace’s box around its columns. */
export interface Room {
  readonly is: 'machine' | 'namespace';
  readonly heading: readonly string[];
  readonly x: number;
  readonly width: number;
}

/** What stands side by side. */
export interface Columns {
  readonly columns: readonly Column[];
  readonly rooms: readonly Room[];
  /** Where the last box ends. */
  readonly right: number;
}

/**
 * One string for a column, to compare and to look up.
 * @example keyOf({ host: 'node1', netns: '', ifname: 'eth0' })
 */
export function keyOf({ host, netns, ifname = '' }: Where): string {
  return JSON.stringify([host, netns, ifname]);
}

/**
 * The devices of a journey side by side, in the order in which it came to them: those of a namespace together, and those
 * of a machine. They fill a cell or a slide, or are as narrow as can be read.
 * @example columnsFor(journey, 820).columns[0].name // ['eth0']
 */
export function columnsFor(journey: Journey, wanted: number): Columns {
  const machines = grouped(placesOf(journey));
  const all = Math.max(1, machines.flat().flat().length);
  const { least, most, wide } = sizes.column;
  // Some boxes are wider than their columns, for their headings: then the columns give way until all fits.
  for (let width: number = most; width >= least;) {
    const placed = placeAll(machines, width);
    const excess = placed.right + sizes.margin - wanted;
    if (excess <= 0) return placed;
    width -= Math.ceil(excess / all);
  }
  // What scrolls anyway is as wide as is comfortable.
  return placeAll(machines, wide);
}

function placeAll(machines: readonly Where[][][], width: number): Columns {
  const columns: Column[] = [];
  const rooms: Room[] = [];
  let x: number = sizes.left + sizes.edge;
  machines.forEach((namespaces, i) => {
    if (i > 0) x += sizes.machine.gap;
    const [start, first] = [x, columns.length];
    x += sizes.machine.side;
    namespaces.forEach((devices, j) => {
      if (j > 0) x += sizes.namespace.gap;
      const { netns } = devices[0]!;
      const side = netns === '' ? 0 : sizes.namespace.side;
      const begin = x;
      // A box is never narrower than its heading’s first words.
      const room = netns === '' ? width : Math.max(width, (leastOf(netns, sizes.room) + 2) / devices.length);
      x += side;
      for (const where of devices) {
        columns.push({ where, name: nameOf(where, room), x: x + room / 2, width: room });
        x += room;
      }
      x += side;
      if (netns !== '') rooms.push(roomOf('namespace', netns, begin, x - begin));
    });
    x += sizes.machine.side;
    const { host } = namespaces[0]![0]!;
    const lack = leastOf(host, sizes.heading) + 2 * sizes.machine.side - (x - start);
    if (lack > 0) {
      // The columns stay in the middle of the wider box.
      for (let k = first; k < columns.length; k++) columns[k] = { ...columns[k]!, x: columns[k]!.x + lack / 2 };
      for (const [k, room] of rooms.entries())
        if (room.is === 'namespace' && room.x >= start) rooms[k] = { ...room, x: room.x + lack / 2 };
      x += lack;
    }
    rooms.push(roomOf('machine', host, start, x - start));
  });
  // Outer boxes first: the others are drawn over them.
  return { columns, rooms: rooms.toSorted((a, b) => a.is.localeCompare(b.is)), right: x };
}

function placesOf({ flights }: Journey): Where[] {
  // Packets of one place share what says it: there may be very many.
  const seen = new Set<Where>();
  for (const { hops, ends } of flights) {
    for (const { at } of hops) seen.add(at);
    for (const { after, host, netns, ifname } of ends) {
      // It ended inside: where no device is named, that is told below the one that had it last.
      const last = after === undefined ? undefined : hops[after]?.at;
      const isInside = ifname === undefined && last?.host === host && last.netns === netns;
      seen.add(isInside ? last : { host, netns, ...(ifname !== undefined && { ifname }) });
    }
  }
  return [...new Map([...seen].map((where) => [keyOf(where), where])).values()];
}

function grouped(places: readonly Where[]): Where[][][] {
  const by = (items: readonly Where[], key: 'host' | 'netns'): Where[][] =>
    [...new Set(items.map((where) => where[key]))].map((name) => items.filter((where) => where[key] === name));
  return by(places, 'host').map((machine) => by(machine, 'netns'));
}

// The room for the longest word of a heading, or for as much of it as is worth widening a box.
function leastOf(heading: string, size: number): number {
  return textWidth(clip(oneLine(heading), 10), size);
}

function roomOf(is: Room['is'], heading: string, x: number, width: number): Room {
  const inner = width - (is === 'machine' ? 2 * sizes.machine.side : 4);
  const letters = Math.max(1, Math.floor(inner / textWidth('0', is === 'machine' ? sizes.heading : sizes.room)));
  return { is, heading: lines(oneLine(heading), letters), x, width };
}

function nameOf({ ifname }: Where, width: number): readonly string[] {
  const letters = Math.max(1, Math.floor((width - 10) / textWidth('0', sizes.name, true)));
  return lines(ifname === undefined ? 'no device' : oneLine(ifname), letters);
}

function lines(text: string, letters: number): readonly string[] {
  return wrap(clip(text, 3 * letters), letters, ' -._').slice(0, 4);
}
