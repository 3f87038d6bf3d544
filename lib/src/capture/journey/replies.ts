import type { Pause } from '../../pauses.js';
import type { Layer, Packet } from '../packet.js';
import { quotedHead } from './identity.js';
import { flag, number, shells, text, type Shell } from './layers.js';
import { segmentLength } from './segments.js';
import type { Sighting } from './sighting.js';

/**
 * Which packet each one answers, as an index: an ICMP error the packet that it quotes, a reply the last request before it.
 * Addresses are compared as they were on each device, so that translation on the way does not part the two.
 * @param packets the sightings of each packet, the packets in the order in which they set out
 */
export async function repliesTo(
  packets: readonly (readonly Sighting[])[],
  pause: Pause,
): Promise<(number | undefined)[]> {
  const wanted = new Map<string, number>();
  const heads = new Map<string, number>();
  const replies: (number | undefined)[] = [];
  for (const [index, sightings] of packets.entries()) {
    const answers = all(sightings, ({ packet }) => talk(packet)?.answers);
    const quoted = all(sightings, ({ packet }) => quotedHead(packet));
    replies.push(
      quoted.map((head) => heads.get(head)).find(known) ?? answers.map((key) => wanted.get(key)).find(known),
    );
    for (const key of all(sightings, ({ packet }) => talk(packet)?.asks)) wanted.set(key, index);
    for (const key of all(sightings, ({ identity }) => identity.head)) heads.set(key, index);
    await pause();
  }
  return replies;
}

const known = <T>(value: T | undefined): value is T => value !== undefined;

const all = (sightings: readonly Sighting[], of: (sighting: Sighting) => string | undefined): string[] => [
  ...new Set(sightings.map(of).filter(known)),
];

/** What a packet waits for, and what it may be the answer to: the same words where one answers the other. */
interface Talk {
  readonly asks?: string;
  readonly answers?: string;
}

function talk(packet: Packet): Talk | undefined {
  const shell = shells(packet).at(-1)!;
  return shell.load && TALKS[shell.load.protocol]?.(shell, shell.load, packet);
}

const TALKS: Partial<Record<Layer['protocol'], (shell: Shell, load: Layer, packet: Packet) => Talk>> = {
  arp: (_, arp) => {
    const [sender, target] = [text(arp, 'senderIp'), text(arp, 'targetIp')];
    return number(arp, 'operation') === 1
      ? { asks: `arp ${target} for ${sender}` }
      : { answers: `arp ${sender} for ${target}` };
  },
  icmp: (shell, icmp) => echo(shell, icmp, 8, 0),
  icmpv6: (shell, icmp) => {
    const [type, target] = [number(icmp, 'type'), text(icmp, 'target')];
    if (type === 135) return { asks: `nd ${target}` };
    if (type === 136) return { answers: `nd ${target}` };
    if (type === 133) return { asks: 'nd router' };
    if (type === 134) return { answers: 'nd router' };
    return echo(shell, icmp, 128, 129);
  },
  udp: (shell) => ({ asks: `udp ${there(shell)}`, answers: `udp ${back(shell)}` }),
  // An answer acknowledges the number that comes after what it answers (RFC 9293, 3.4).
  tcp: (shell, tcp, packet) => {
    const takes = segmentLength(shell, packet) + Number(flag(tcp, 'syn')) + Number(flag(tcp, 'fin'));
    const next = ((number(tcp, 'seq') ?? 0) + takes) % 2 ** 32;
    return {
      ...(takes > 0 && { asks: `tcp ${there(shell)} ${next}` }),
      ...(flag(tcp, 'ackFlag') && { answers: `tcp ${back(shell)} ${number(tcp, 'ack')}` }),
    };
  },
};

function echo(shell: Shell, icmp: Layer, request: number, reply: number): Talk {
  const [type, which] = [number(icmp, 'type'), `${text(icmp, 'id')} ${text(icmp, 'seq')}`];
  if (type === request) return { asks: `echo ${there(shell)} ${which}` };
  return type === reply ? { answers: `echo ${back(shell)} ${which}` } : {};
}

const end = ({ ip, load }: Shell, address: 'src' | 'dst', port: 'srcPort' | 'dstPort'): string =>
  `${text(ip, address)}:${text(load, port) ?? ''}`;
const there = (shell: Shell): string => `${end(shell, 'src', 'srcPort')} > ${end(shell, 'dst', 'dstPort')}`;
const back = (shell: Shell): string => `${end(shell, 'dst', 'dstPort')} > ${end(shell, 'src', 'srcPort')}`;
