import type { Field, Layer } from '../../capture/packet.js';
import { BGP_MESSAGES } from '../../capture/words.js';
import { oneLine } from '../escape.js';

/** What some numbers stand for: IANA’s and IEEE’s names, of what the course meets. */
const meanings: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  etherType: { 0x0800: 'IPv4', 0x0806: 'ARP', 0x8100: '802.1Q', 0x86dd: 'IPv6', 0x88a8: '802.1ad', 0x6558: 'Ethernet' },
  protocol: {
    ...{ 0: 'hop-by-hop', 1: 'ICMP', 2: 'IGMP', 4: 'IPv4', 6: 'TCP', 17: 'UDP', 41: 'IPv6', 43: 'routing' },
    ...{ 44: 'fragment', 47: 'GRE', 58: 'ICMPv6', 59: 'none', 89: 'OSPF', 112: 'VRRP' },
  },
  icmp: { 0: 'echo reply', 3: 'unreachable', 5: 'redirect', 8: 'echo request', 11: 'time exceeded' },
  icmpv6: {
    ...{ 1: 'unreachable', 2: 'too big', 3: 'time exceeded', 128: 'echo request', 129: 'echo reply' },
    ...{ 133: 'router solicitation', 134: 'router advertisement' },
    ...{ 135: 'neighbour solicitation', 136: 'neighbour advertisement' },
  },
  bgp: BGP_MESSAGES,
  operation: { 1: 'request', 2: 'reply' },
};

/**
 * A field’s value in words: as a person writes it, and what it stands for where that is known.
 * @example valueOf({ protocol: 'ipv4' }, { name: 'protocol', value: 6 }) // '6 TCP'
 */
export function valueOf({ protocol }: Pick<Layer, 'protocol'>, { name, value }: Pick<Field, 'name' | 'value'>): string {
  if (typeof value !== 'number') return oneLine(String(value));
  if (isEtherType(protocol, name)) return `0x${value.toString(16).padStart(4, '0')}${word('etherType', value)}`;
  if (name === 'checksum') return `0x${value.toString(16).padStart(4, '0')}`;
  if (name === 'protocol' || name === 'nextHeader') return `${value}${word('protocol', value)}`;
  if (name === 'type') return `${value}${word(protocol, value)}`;
  return `${value}${name === 'operation' ? word('operation', value) : ''}`;
}

function isEtherType(protocol: Layer['protocol'], name: string): boolean {
  const tunnel = protocol === 'gre' || protocol === 'geneve';
  return tunnel ? name === 'protocol' : name === 'type' && ['ethernet', 'vlan', 'sll', 'sll2'].includes(protocol);
}

function word(of: string, value: number): string {
  const found = meanings[of]?.[value];
  return found === undefined ? '' : ` ${found}`;
}
