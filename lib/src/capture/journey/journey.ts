import type { Packet, Vantage } from '../packet.js';

/** All that was seen of what an action sent, packet by packet. */
export interface Journey {
  /** In the order in which they set out. */
  readonly flights: readonly Flight[];
  /** What is known of the machines’ clocks, a row a machine other than the first. */
  readonly clocks: readonly ClockDifference[];
  /** What is missing or seen otherwise than it seems, in words: packets that a full buffer lost, or that were cut. */
  readonly notes?: readonly string[];
}

/** One packet from where it was first seen to where it was last seen, however often it was seen on its way. */
export interface Flight {
  /** What it is, in words: `ICMP echo request 10.0.0.1 > 10.0.0.2, seq 1`. Addresses are those it set out with. */
  readonly name: string;
  /** The flight that it answers, as an index of `Journey.flights`: a reply its request, an ICMP error the packet it quotes. */
  readonly replyTo?: number;
  /**
   * Where it was seen, in time’s order. They make a tree by `from`: a flooded frame has several hops from one, and so has
   * a packet that was cut into fragments.
   */
  readonly hops: readonly Hop[];
  /** Where it, or a copy of it, did not get further. Empty where all of it got where it was going, as far as is known. */
  readonly ends: readonly End[];
}

/** One sighting. */
export interface Hop {
  /** Where. */
  readonly at: Vantage;
  /** The whole frame that was seen there. */
  readonly packet: Packet;
  /** Which of `packet.layers` the followed packet begins with: more than 0 where it is carried by another (VXLAN, GRE). */
  readonly inner: number;
  /** Nanoseconds since 1970 by the first machine’s clock: the other machines’ times are corrected by `Journey.clocks`. */
  readonly time: bigint;
  /** The hop it came from, as an index of `Flight.hops`. Not there at the first. */
  readonly from?: number;
  /** What is otherwise than it was there. */
  readonly changes: readonly HopChange[];
  /** Which part of the datagram this is, where it is one. */
  readonly fragment?: FragmentPart;
}

/** Which bytes of a datagram’s payload a fragment carries. */
export interface FragmentPart {
  /** Where its bytes begin in the datagram’s payload. */
  readonly offset: number;
  /** How many there are. */
  readonly length: number;
  /** Whether no other part comes after it. */
  readonly last: boolean;
}

/** What kind of change. */
export type ChangeKind =
  'ttl' | 'mac' | 'tag' | 'encapsulation' | 'decapsulation' | 'address' | 'port' | 'fragment' | 'reassembly' | 'dscp';

/** One thing that a device did to a packet. */
export interface HopChange {
  /** What kind of thing. */
  readonly what: ChangeKind;
  /** The field that was changed, as `Field.name`: `ttl`, `src`, `dstPort`. Not where a whole layer came or went. */
  readonly field?: string;
  /** Its value at the hop before. */
  readonly before?: string;
  /** Its value here. */
  readonly after?: string;
  /** A few words for a person: `TTL 64 > 63`, `into VXLAN, vni 100`, `source translated: 10.0.0.2 > 192.168.1.1`. */
  readonly says: string;
}

/** Why a packet went no further. */
export type EndReason =
  | 'reverse-path' // rp_filter
  | 'firewall' // an nft or iptables rule
  | 'too-big' // larger than the MTU, and not to be cut
  | 'no-route'
  | 'not-forwarding' // it is for another machine, and this one is no router
  | 'vlan' // a bridge port is no member of the VLAN
  | 'ttl'
  | 'no-neighbour' // nobody said which MAC the next address has
  | 'no-listener' // no socket for the port
  | 'not-mine' // a flooded copy that another was meant to get
  | 'other' // the kernel gave a reason that is none of these
  | 'unknown'; // it was not seen again, and the kernel did not say why

/** Where a packet ended, and why. */
export interface End {
  /** After which hop, as an index of `Flight.hops`. Not there where it was seen nowhere: it ended before any device. */
  readonly after?: number;
  /** The machine it ended on. */
  readonly host: string;
  /** The namespace it ended in; `''` is the machine’s own. */
  readonly netns: string;
  /** The device that had it, where one did. */
  readonly ifname?: string;
  /** The kind of cause. */
  readonly reason: EndReason;
  /** What happened, in a sentence. */
  readonly says: string;
  /** What proves it: the kernel’s drop reason, a counter that rose, a rule’s text. */
  readonly evidence: readonly string[];
  /** A command that shows the cause there. */
  readonly look?: string;
}

/** How far a machine’s clock is ahead of the first machine’s. */
export interface ClockDifference {
  /** The machine. */
  readonly host: string;
  /** Nanoseconds to take from its times. */
  readonly ahead: bigint;
  /** It may be wrong by so many nanoseconds, either way. */
  readonly uncertainty: bigint;
  /** By packets that crossed both ways, by asking both machines for the time, or by neither: then 0 is assumed. */
  readonly known: 'crossings' | 'asked' | 'assumed';
}
