import type { Layer } from '../packet.js';
import type { End, Flight, Hop } from './journey.js';
import { shells, text } from './layers.js';
import { inNetns, placeText } from './place-text.js';
import { deviceKey, type Device, type Wires } from './wiring.js';

/** A device as its machine tells of it, for finding where a packet got lost. */
export interface KnownDevice extends Device {
  readonly mac?: string;
  /** Its addresses, without the prefix. */
  readonly addresses: readonly string[];
  /** Whether it was listened to: not where it was down. */
  readonly heard: boolean;
}

/** What is known for finding where a packet got lost. */
export interface Searched {
  readonly devices: readonly KnownDevice[];
  /** The machines whose kernels do not tell what they throw away. */
  readonly mute: readonly string[];
}

/**
 * Where a packet got lost without a word: it left by one end of a cable and did not come in at the other; or it came in, was to be
 * sent on, and did not leave. Only where nothing else is told of that place. Not of the copies of a flooded frame, nor of
 * multicast: cards take what they want of it. A packet that was answered has arrived, whatever was seen of it.
 * @param answered whether another packet answers it
 * @example lostEnds(flight, false, wires, { devices, mute: [] }) // [{ reason: 'unknown', ... }]
 */
export function lostEnds({ hops, ends }: Flight, answered: boolean, wires: Wires, searched: Searched): End[] {
  return hops.flatMap((hop, index) => {
    const copies = hops.filter(({ from, fragment }) => from === hop.from && fragment === undefined);
    const done = hops.some(({ from }) => from === index) || ends.some(({ after }) => after === index);
    if (done || (hop.from !== undefined && copies.length > 1)) return [];
    const told =
      hop.at.direction === 'out' ? onTheCable(hop, wires, searched) : answered ? [] : notSentOn(hop, searched);
    return told.map((end) => ({ after: index, host: hop.at.host, netns: hop.at.netns, ifname: hop.at.ifname, ...end }));
  });
}

type Told = Pick<End, 'reason' | 'says' | 'evidence' | 'look'>;

function onTheCable({ at, packet }: Hop, wires: Wires, { devices, mute }: Searched): Told[] {
  const target = text(ethernetOf(packet.layers), 'dst');
  const fars = devices.filter((device) => wires.ends(deviceKey(at)).has(deviceKey(device)));
  if (fars.length === 0 || target === undefined || isMulticast(target)) return [];
  const evidence = fars.map((far) => `${where(far)}: ${far.heard ? 'it did not come in' : 'down, so nobody listened'}`);
  if (target !== BROADCAST && fars.every(({ mac, heard }) => heard && mac !== undefined && mac !== target)) {
    const says = `The card at the other end did not take it: its MAC is another’s (${where(at)}).`;
    return [{ reason: 'not-mine', says, evidence }];
  }
  return [
    {
      reason: 'unknown',
      says: `It left, and was not seen at the other end of the cable (${where(at)}).`,
      evidence: [...evidence, ...inVain([at, ...fars], mute)],
      look: inNetns(at.netns, `ip -s link show dev ${at.ifname}`),
    },
  ];
}

function notSentOn({ at, packet }: Hop, { devices, mute }: Searched): Told[] {
  const ip = shells(packet)[0]?.ip;
  const [source, target] = [text(ip, 'src'), text(ip, 'dst')];
  const here = devices.filter(({ host, netns }) => host === at.host && netns === at.netns);
  const own = here.find(({ ifname }) => ifname === at.ifname);
  const isForDevice = own?.mac !== undefined && own.mac === text(ethernetOf(packet.layers), 'dst');
  if (!isForDevice || target === undefined || at.ifname === 'lo') return [];
  if (here.some(({ addresses }) => addresses.includes(target))) return [];
  return [
    {
      reason: 'unknown',
      says: `It came in for ${target}, which is no address here, and was not seen to leave (${where(at)}).`,
      evidence: inVain([at], mute),
      look: inNetns(at.netns, `ip route get ${target} from ${source} iif ${at.ifname}`),
    },
  ];
}

/** What was asked in vain. */
function inVain(places: readonly { readonly host: string }[], mute: readonly string[]): string[] {
  const hosts = [...new Set(places.map(({ host }) => host))];
  return hosts.map((host) =>
    mute.includes(host)
      ? `${host}: its kernel does not tell what it throws away`
      : `kfree_skb: no word of it from ${host}’s kernel`,
  );
}

const ethernetOf = ([first]: readonly Layer[]): Layer | undefined =>
  first?.protocol === 'ethernet' ? first : undefined;

const BROADCAST = 'ff:ff:ff:ff:ff:ff';
const isMulticast = (mac: string): boolean => mac !== BROADCAST && (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;

const where = ({ host, netns, ifname }: Device): string => placeText(host, netns, ifname);
