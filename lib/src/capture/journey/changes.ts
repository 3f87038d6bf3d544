import type { Layer, Packet } from '../packet.js';
import { fragmentOf } from './fragment.js';
import type { HopChange, ChangeKind } from './journey.js';
import { number, shells, text, type Shell } from './layers.js';
import type { Sighting } from './sighting.js';

/**
 * What a device did to a packet between two sightings: tunnels, fragments, tags, MACs, TTL, addresses and ports.
 * @example changesBetween(hops[0], hops[1]).map(({ says }) => says)
 */
export function changesBetween(before: Sighting, after: Sighting): HopChange[] {
  const [old, now] = [before, after].map(({ packet }) => shells(packet).map((shell) => ({ shell, packet }))) as [
    Seen[],
    Seen[],
  ];
  return [
    ...tunnels(old, now),
    ...changes(old.at(-1)!, now.at(-1)!, ''),
    // The packet that carries it, where it is carried on both: a router between the tunnel’s ends changes that one.
    ...(old.length === now.length ? old.slice(0, -1).flatMap((shell, at) => changes(shell, now[at]!, 'outer ')) : []),
  ];
}

interface Seen {
  readonly shell: Shell;
  readonly packet: Packet;
}

const changes = (old: Seen, now: Seen, whose: string): HopChange[] => [
  ...fragments(old, now),
  ...tags(old.shell, now.shell),
  ...fields(old.shell, now.shell, whose),
];

function tunnels(old: readonly Seen[], now: readonly Seen[]): HopChange[] {
  const names = (all: readonly Seen[]): string[] => all.slice(0, -1).map(({ shell }) => tunnelName(shell));
  const [before, after] = [names(old), names(now)];
  const more = after.slice(0, Math.max(0, after.length - before.length));
  const fewer = before.slice(0, Math.max(0, before.length - after.length));
  return [
    ...more.map((name): HopChange => ({ what: 'encapsulation', after: name, says: `into ${name}` })),
    ...fewer.map((name): HopChange => ({ what: 'decapsulation', before: name, says: `out of ${name}` })),
  ];
}

function tunnelName({ tunnel, ip }: Shell): string {
  const ends = `${text(ip, 'src')} > ${text(ip, 'dst')}`;
  if (tunnel === undefined) return `IP in IP, ${ends}`;
  const { title, field, word = field } = TUNNEL[tunnel.protocol]!;
  const value = number(tunnel, field);
  return `${title}${value === undefined ? '' : ` ${word} ${value}`}, ${ends}`;
}

/** What a tunnel is called, and the field that tells one from another. */
const TUNNEL: Partial<Record<Layer['protocol'], { title: string; field: string; word?: string }>> = {
  vxlan: { title: 'VXLAN', field: 'vni' },
  geneve: { title: 'Geneve', field: 'vni' },
  gre: { title: 'GRE', field: 'key' },
  udp: { title: 'UDP', field: 'dstPort', word: 'port' },
};

function fragments(old: Seen, now: Seen): HopChange[] {
  const [before, after] = [fragmentOf(old.shell, old.packet), fragmentOf(now.shell, now.packet)];
  const range = (part: ReturnType<typeof fragmentOf>): string =>
    part === undefined ? 'whole' : `bytes ${part.offset}-${part.offset + part.length - 1}`;
  if (before?.offset === after?.offset && before?.length === after?.length) return [];
  const sides = { before: range(before), after: range(after) };
  if (after === undefined) return [{ what: 'reassembly', ...sides, says: 'put together from its fragments' }];
  return [{ what: 'fragment', ...sides, says: `fragment: ${range(after)}${after.last ? ', the last' : ''}` }];
}

function tags(old: Shell, now: Shell): HopChange[] {
  const vids = ({ layers }: Shell): number[] =>
    layers.filter(({ protocol }) => protocol === 'vlan').map((layer) => number(layer, 'vid') ?? 0);
  const [before, after] = [vids(old), vids(now)];
  if (before.join() === after.join()) return [];
  const sides = {
    ...(before.length > 0 && { before: before.join('.') }),
    ...(after.length > 0 && { after: after.join('.') }),
  };
  const says =
    before.length === 0
      ? `tag ${sides.after} put on`
      : after.length === 0
        ? `tag ${sides.before} taken off`
        : `tag ${sides.before} > ${sides.after}`;
  return [{ what: 'tag', field: 'vid', ...sides, says }];
}

/** A field that a device may change: of which layer, and how that is told. */
interface Watched {
  readonly layer: (shell: Shell) => Layer | undefined;
  readonly field: string;
  readonly what: ChangeKind;
  readonly says: (before: string, after: string) => string;
}

const link = ({ layers }: Shell): Layer | undefined =>
  layers.find(({ protocol }) => protocol === 'ethernet' || protocol === 'sll' || protocol === 'sll2');
const ip = (shell: Shell): Layer | undefined => shell.ip;
const load = (shell: Shell): Layer | undefined => shell.load;
const becomes =
  (word: string) =>
  (before: string, after: string): string =>
    `${word} ${before} > ${after}`;

const WATCHED: readonly Watched[] = [
  { layer: link, field: 'src', what: 'mac', says: becomes('source MAC') },
  { layer: link, field: 'dst', what: 'mac', says: becomes('destination MAC') },
  { layer: ip, field: 'ttl', what: 'ttl', says: becomes('TTL') },
  { layer: ip, field: 'hopLimit', what: 'ttl', says: becomes('hop limit') },
  { layer: ip, field: 'dscp', what: 'dscp', says: becomes('DSCP') },
  { layer: ip, field: 'src', what: 'address', says: becomes('source translated:') },
  { layer: ip, field: 'dst', what: 'address', says: becomes('destination translated:') },
  { layer: load, field: 'srcPort', what: 'port', says: becomes('source port translated:') },
  { layer: load, field: 'dstPort', what: 'port', says: becomes('destination port translated:') },
  { layer: load, field: 'id', what: 'port', says: becomes('ICMP id translated:') },
];

function fields(old: Shell, now: Shell, whose: string): HopChange[] {
  return WATCHED.flatMap(({ layer, field, what, says }) => {
    const before = text(layer(old), field);
    const after = text(layer(now), field);
    if (before === undefined || after === undefined || before === after) return [];
    return [{ what, field, before, after, says: `${whose}${says(before, after)}` }];
  });
}
