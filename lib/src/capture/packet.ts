/** The layers that are told apart, from the outside in. What is none of them is `payload`. */
export type Protocol =
  | 'sll' // LINUX_SLL, what tcpdump writes of `-i any`: tcpdump.org/linktypes
  | 'sll2'
  | 'ethernet' // IEEE 802.3
  | 'llc' // IEEE 802.2
  | 'vlan' // IEEE 802.1Q and 802.1ad
  | 'arp' // RFC 826
  | 'ipv4' // RFC 791
  | 'ipv6' // RFC 8200
  | 'hop-by-hop'
  | 'routing'
  | 'fragment'
  | 'destination-options'
  | 'icmp' // RFC 792
  | 'icmpv6' // RFC 4443, 4861
  | 'igmp' // RFC 2236, 3376
  | 'mld' // RFC 2710, 3810
  | 'udp' // RFC 768
  | 'tcp' // RFC 9293
  | 'gre' // RFC 2784, 2890
  | 'vxlan' // RFC 7348
  | 'geneve' // RFC 8926
  | 'lacp' // IEEE 802.1AX
  | 'stp' // IEEE 802.1D, 802.1w
  | 'vrrp' // RFC 3768, 5798
  | 'bgp' // RFC 4271
  | 'dhcp' // RFC 2131
  | 'dns' // RFC 1035
  | 'http' // RFC 9112
  | 'payload';

/** What is wrong with a layer: the capture ends inside it, it contradicts itself, or there are more layers than are followed. */
export type Mark = 'cut' | 'malformed' | 'too-deep';

/** One value that a packet carries. */
export interface Field {
  /** The RFC's name, in camel case: `ttl`, `headerLength`, `src`. */
  readonly name: string;
  /** Numbers as they stand on the wire, addresses as text (`10.0.0.1`, `fe80::1`, `52:54:00:6e:01:01`), a flag as a boolean. */
  readonly value: number | string | boolean;
  /** Where its bytes begin, counted from the packet's first byte. */
  readonly offset: number;
  /** How many bytes it has a part in: 1 for a flag. */
  readonly length: number;
}

/** One protocol's header in a packet. */
export interface Layer {
  /** Which protocol’s. */
  readonly protocol: Protocol;
  /** Where its header begins, counted from the packet's first byte. */
  readonly offset: number;
  /** The bytes of its header, not of what it carries; as many as were captured of it. */
  readonly length: number;
  /** In their order. Of a header that is cut, those that are whole. */
  readonly fields: readonly Field[];
  /** What is wrong with it; empty as a rule. */
  readonly marks: readonly Mark[];
}

/** Where a packet was seen. */
export interface Vantage {
  /** The machine. */
  readonly host: string;
  /** Its network namespace; `''` is the machine's own. */
  readonly netns: string;
  /** The interface. */
  readonly ifname: string;
  /** Whether it came in by the interface or left by it; not known of every capture. */
  readonly direction?: 'in' | 'out';
}

/** One packet of a capture. */
export interface Packet {
  /** Its place in the capture, from 1. */
  readonly number: number;
  /** Nanoseconds since 1970-01-01 UTC, by the clock of the machine that saw it. */
  readonly time: bigint;
  /** How long it was; the capture may have kept less. */
  readonly length: number;
  /** What was captured of it. */
  readonly bytes: Uint8Array;
  /** What it begins with: a number of tcpdump.org/linktypes, such as 1 for Ethernet. */
  readonly linkType: number;
  /** Where it was seen; not known of every capture. */
  readonly at?: Vantage;
  /** From the outside in; decoded when looked at. */
  readonly layers: readonly Layer[];
}
