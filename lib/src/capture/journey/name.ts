import type { Layer, Packet } from '../packet.js';
import { messageWord, TCP_FLAGS } from '../words.js';
import { fragmentOf } from './fragment.js';
import { flag, number, shells, text, type Shell } from './layers.js';
import { segmentLength } from './segments.js';

/**
 * What a packet is, in the words of the field: the innermost one where it is carried by another.
 * @example nameOf(packet) // 'ICMP echo request 10.0.0.1 > 10.0.0.2, seq 1'
 */
export function nameOf(packet: Packet): string {
  const shell = shells(packet).at(-1)!;
  const { load, ip } = shell;
  const part = fragmentOf(shell, packet);
  if (part !== undefined && part.offset > 0) return `fragment from byte ${part.offset} ${between(shell)}`;
  const name = load && NAMES[load.protocol];
  if (name !== undefined) return name(shell, load!, packet);
  const what =
    (load === undefined || load.protocol === 'payload' ? undefined : load.protocol.toUpperCase()) ?? 'packet';
  const number = ip === undefined || load?.protocol !== 'payload' ? '' : ` of protocol ${text(ip, 'protocol')}`;
  return `${what}${number} ${between(shell)}`;
}

const NAMES: Partial<Record<Layer['protocol'], (shell: Shell, load: Layer, packet: Packet) => string>> = {
  arp: (_, arp) => {
    const [sender, target] = [text(arp, 'senderIp'), text(arp, 'targetIp')];
    if (number(arp, 'operation') === 2) return `ARP ${sender} is-at ${text(arp, 'senderMac')}`;
    return `ARP who-has ${target} tell ${sender}`;
  },
  icmp: (shell, icmp) => message(shell, icmp, 'ICMP', 'icmp'),
  icmpv6: (shell, icmp) => message(shell, icmp, 'ICMPv6', 'icmpv6'),
  tcp: (shell, tcp, packet) => {
    const flags = TCP_FLAGS.filter(([name]) => flag(tcp, name)).map(([, word]) => word);
    const bytes = segmentLength(shell, packet);
    return `TCP ${[...flags, between(shell)].join(' ')}${bytes > 0 ? `, ${bytes} bytes` : ''}`;
  },
  udp: (shell, udp) => `UDP ${between(shell)}, ${(number(udp, 'length') ?? 8) - 8} bytes`,
};

function message(shell: Shell, load: Layer, title: string, protocol: 'icmp' | 'icmpv6'): string {
  const word = messageWord(protocol, number(load, 'type'), number(load, 'code'));
  const [seq, mtu, target] = ['seq', 'mtu', 'target'].map((name) => text(load, name));
  const detail = seq !== undefined ? `, seq ${seq}` : mtu !== undefined ? `, mtu ${mtu}` : target ? `, ${target}` : '';
  return `${title} ${word} ${between(shell)}${detail}`;
}

/** From whom to whom: addresses with ports, or MACs where it is no IP. */
function between({ ip, load, layers }: Shell): string {
  const ends = ip ?? layers[0];
  const port = (name: string): string => {
    const value = ip && load && text(load, name);
    return value === undefined ? '' : `:${value}`;
  };
  const source = `${text(ends, 'src') ?? '?'}${port('srcPort')}`;
  const target = text(ends, 'dst');
  return target === undefined ? source : `${source} > ${target}${port('dstPort')}`;
}
