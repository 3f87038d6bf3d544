/** RFC 792, by type, or by type and code where one has a word of its own. */
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

/** RFC 4443, 4861 and 3810. */
const ICMPV6: Readonly<Record<string, string>> = {
  '1': 'destination unreachable',
  '1.0': 'no route',
  '1.1': 'administratively prohibited',
  '1.3': 'address unreachable',
  '1.4': 'port unreachable',
  '2': 'packet too big',
  '3': 'time exceeded',
  '4': 'parameter problem',
  '128': 'echo request',
  '129': 'echo reply',
  '133': 'router solicitation',
  '134': 'router advertisement',
  '135': 'neighbour solicitation',
  '136': 'neighbour advertisement',
  '137': 'redirect',
  '143': 'multicast listener report',
};

/**
 * What a message of ICMP is called; its numbers where it has no name here.
 * @example messageWord('icmp', 3, 3) // 'port unreachable'
 */
export function messageWord(protocol: 'icmp' | 'icmpv6', type: unknown, code: unknown): string {
  const words = protocol === 'icmp' ? ICMP : ICMPV6;
  return words[`${String(type)}.${String(code)}`] ?? words[String(type)] ?? `type ${String(type)} code ${String(code)}`;
}

/** RFC 4271, section 4.1, and RFC 2918. */
export const BGP_MESSAGES: Readonly<Record<number, string>> = {
  1: 'OPEN',
  2: 'UPDATE',
  3: 'NOTIFICATION',
  4: 'KEEPALIVE',
  5: 'ROUTE-REFRESH',
};

/** TCP’s flags: the field’s name, the RFC’s word, and tcpdump’s letter; in the order in which tcpdump tells them. */
export const TCP_FLAGS = [
  ['syn', 'SYN', 'S'],
  ['fin', 'FIN', 'F'],
  ['rst', 'RST', 'R'],
  ['psh', 'PSH', 'P'],
  ['urg', 'URG', 'U'],
  ['ece', 'ECE', 'E'],
  ['cwr', 'CWR', 'W'],
  ['ackFlag', 'ACK', '.'],
] as const;
