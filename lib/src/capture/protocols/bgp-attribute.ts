import type { Decoding } from '../decoding.js';
import { hex, ipv4Address, ipv6Address, readUint, uint, type FieldSpec } from '../field-spec.js';
import { asPath } from './bgp-as-path.js';
import { prefix, prefixes, type Afi } from './bgp-prefixes.js';

/** Reads an attribute’s value. @returns whether it is consistent */
type Reader = (packet: Decoding, from: number, stop: number) => boolean;

const VALUE = hex('attributeValue');
const AFI = uint('afi', 2);
const SAFI = uint('safi', 1);
const NEXT_HOP_LENGTH = uint('nextHopLength', 1);
const NEXT_HOP = ipv4Address('nextHop');
const NEXT_HOP_6 = ipv6Address('nextHop');
const NEXT_HOP_OTHER = hex('nextHop');
const AGGREGATOR = [uint('aggregatorAs', 2), uint('aggregatorAs', 4)] as const;
const AGGREGATOR_ADDRESS = ipv4Address('aggregator');
const REACHED = { 1: prefix('nlri', 1), 2: prefix('nlri', 2) } as const;
const WITHDRAWN = { 1: prefix('withdrawnRoute', 1), 2: prefix('withdrawnRoute', 2) } as const;
const REST = hex('nlri');

/** By type code: RFC 4271 and, where said, others. */
const ATTRIBUTES: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [1, one(uint('origin', 1))], // 0 IGP, 1 EGP, 2 incomplete
  [2, asPath],
  [3, one(NEXT_HOP)],
  [4, one(uint('multiExitDisc', 4))],
  [5, one(uint('localPref', 4))],
  [6, (_, from, stop) => from === stop], // ATOMIC_AGGREGATE: that it is there
  [7, aggregator],
  [8, each(numbers('community', 2))], // RFC 1997
  [9, one(ipv4Address('originatorId'))], // RFC 4456
  [10, each(ipv4Address('clusterId'))],
  [14, reach], // RFC 4760
  [15, unreach],
  [16, each(hex('extendedCommunity', 8))], // RFC 4360
  [32, each(numbers('largeCommunity', 4, 3))], // RFC 8092
]);

/** Notes the value of a path attribute; that of a type that is not known as it is. @returns whether it is consistent */
export function bgpAttribute(packet: Decoding, type: number, from: number, stop: number): boolean {
  const read = ATTRIBUTES.get(type);
  if (read) return read(packet, from, stop);
  if (from < stop) packet.note(VALUE, from, stop - from);
  return true;
}

function one(spec: FieldSpec): Reader {
  return (packet, from, stop) => {
    if (stop - from !== spec.length) return false;
    packet.note(spec, from);
    return true;
  };
}

function each(spec: FieldSpec): Reader {
  return (packet, from, stop) => {
    if ((stop - from) % spec.length !== 0) return false;
    for (let at = from; at < stop; at += spec.length) packet.note(spec, at);
    return true;
  };
}

/** Numbers of some bytes each, as they are written: `65001:100`. */
function numbers(name: string, size: number, count = 2): FieldSpec {
  const read: FieldSpec['read'] = (bytes, offset) =>
    Array.from({ length: count }, (_, i) => readUint(bytes, offset + i * size, size)).join(':');
  return { name, at: 0, length: size * count, read };
}

/** The number is as wide as both speakers agreed in OPEN; the length tells. */
function aggregator(packet: Decoding, from: number, stop: number): boolean {
  const spec = AGGREGATOR.find(({ length }) => length + 4 === stop - from);
  if (!spec) return false;
  packet.note(spec, from);
  packet.note(AGGREGATOR_ADDRESS, from + spec.length);
  return true;
}

/** What is reached by another family’s next hop. */
function reach(packet: Decoding, from: number, stop: number): boolean {
  if (from + 5 > stop) return false;
  packet.note(AFI, from);
  packet.note(SAFI, from + 2);
  packet.note(NEXT_HOP_LENGTH, from + 3);
  const length = packet.bytes[from + 3]!;
  const hops = from + 4;
  // A reserved byte comes after them.
  if (hops + length + 1 > stop) return false;
  // IPv6 has a global one, and perhaps a link-local one behind it (RFC 2545).
  const spec = length === 4 ? NEXT_HOP : length === 16 || length === 32 ? NEXT_HOP_6 : NEXT_HOP_OTHER;
  const step = spec.length || length;
  for (let at = hops; at < hops + length; at += step) packet.note(spec, at, step);
  return routes(packet, from, hops + length + 1, stop, REACHED);
}

function unreach(packet: Decoding, from: number, stop: number): boolean {
  if (from + 3 > stop) return false;
  packet.note(AFI, from);
  packet.note(SAFI, from + 2);
  return routes(packet, from, from + 3, stop, WITHDRAWN);
}

/** Prefixes where they are ones of IPv4 or IPv6, to which packets are sent (unicast, 1) or by which they came (multicast, 2). */
function routes(packet: Decoding, family: number, from: number, stop: number, specs: Record<Afi, FieldSpec>): boolean {
  const afi = readUint(packet.bytes, family, 2);
  const safi = packet.bytes[family + 2]!;
  if ((afi === 1 || afi === 2) && (safi === 1 || safi === 2)) return prefixes(packet, from, stop, specs[afi], afi);
  if (from < stop) packet.note(REST, from, stop - from);
  return true;
}
