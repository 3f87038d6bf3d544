import type { Layer, Packet } from '../packet.js';
import { fragmentOf, ipEnd } from './fragment.js';
import { flag, number, shells, text, type Shell } from './layers.js';

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
  icmp: (shell, icmp) => message(shell, icmp, 'ICMP', ICMP),
  icmpv6: (shell, icmp) => message(shell, icmp, 'ICMPv6', ICMPV6),
  tcp: (shell, tcp, packet) => {
    const flags = FLAGS.filter(([name]) => flag(tcp, name)).map(([, word]) => word);
    const bytes = ipEnd(shell.ip!, packet) - tcp.offset - tcp.length;
    return `TCP ${[...flags, between(shell)].join(' ')}${bytes > 0 ? `, ${bytes} bytes` : ''}`;
  },
  udp: (shell, udp) => `UDP ${between(shell)}, ${(number(udp, 'length') ?? 8) - 8} bytes`,
};

const FLAGS = [
  ['syn', 'SYN'],
  ['fin', 'FIN'],
  ['rst', 'RST'],
  ['psh', 'PSH'],
  ['ackFlag', 'ACK'],
] as const;

/** RFC 792, by type, or by type and code. */
const ICMP: Readonly<Record<string, string>> = {
  '0': 'echo reply',
  '3': 'destination unreachable',
  '3.0': 'net unreachable',
  '3.1': 'host unreachable',
  '3.2': 'protocol unreachable',
  '3.3': 'port unreachable',
  '3.4': 'fragmentation needed',
  '3.9': 'net prohibited',
  '3.10': 'host prohibited',
  '3.13': 'administratively prohibited',
  '5': 'redirect',
  '8': 'echo request',
  '11': 'time exceeded',
  '11.1': 'reassembly time exceeded',
  '12': 'parameter problem',
};

/** RFC 4443 and RFC 4861. */
const ICMPV6: Readonly<Record<string, string>> = {
  '1': 'destination unreachable',
  '1.0': 'no route',
  '1.1': 'administratively prohibited',
  '1.3': 'address unreachable',
  '1.4': 'port unreachable',
  '2': 'packet too big',
  '3': 'time exceeded',
  '128': 'echo request',
  '129': 'echo reply',
  '133': 'router solicitation',
  '134': 'router advertisement',
  '135': 'neighbour solicitation',
  '136': 'neighbour advertisement',
  '143': 'multicast listener report',
};

function message(shell: Shell, load: Layer, protocol: string, words: Readonly<Record<string, string>>): string {
  const [type, code] = [number(load, 'type'), number(load, 'code')];
  const word = words[`${type}.${code}`] ?? words[`${type}`] ?? `type ${type} code ${code}`;
  const [seq, mtu, target] = ['seq', 'mtu', 'target'].map((name) => text(load, name));
  const detail = seq !== undefined ? `, seq ${seq}` : mtu !== undefined ? `, mtu ${mtu}` : target ? `, ${target}` : '';
  return `${protocol} ${word} ${between(shell)}${detail}`;
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
