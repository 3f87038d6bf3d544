import { createHash } from 'node:crypto';
import type { Layer, Packet } from '../packet.js';
import { fragmentOf, ipEnd, type Fragment } from './fragment.js';
import { isIp, number, shells, text, type Shell } from './layers.js';

/** What makes a packet the same one on every device. */
export interface Identity {
  /** Index in `packet.layers` of the packet that is followed: the innermost. */
  readonly inner: number;
  /**
   * What the first 8 bytes after the IP header say, and the IP header itself, of what survives routers and address
   * translation. An ICMP error quotes as much, and a first fragment has it. Not there in a later fragment.
   */
  readonly head?: string;
  /** The head and all the rest; not there where a part is missing. */
  readonly whole?: string;
  /** The datagrams that it is a part of, from the outside in. */
  readonly fragments: readonly Fragment[];
}

/**
 * What makes a packet the same one on every device: its IP id, its numbers on layer 4 and its payload, of the innermost
 * packet in its tunnels. Not addresses, ports, an ICMP id, TTL and checksums, which a router or address translation changes.
 * @example identityOf(packet).whole
 */
export function identityOf(packet: Packet): Identity {
  const all = shells(packet);
  const subject = all.at(-1)!;
  const fragments = all.map((shell) => fragmentOf(shell, packet)).filter((part) => part !== undefined);
  const later = fragments.some(({ offset }) => offset > 0);
  const head = later ? undefined : headOf(packet, subject);
  const rest = fragments.length > 0 ? undefined : restOf(packet, subject);
  return {
    inner: subject.first,
    ...(head !== undefined && { head }),
    ...(head !== undefined && rest !== undefined && { whole: `${head} ${rest}` }),
    fragments,
  };
}

/**
 * The head of the packet that an ICMP error quotes, as `Identity.head` of that packet: undefined where it quotes none.
 * @example quotedHead(packet)
 */
export function quotedHead(packet: Packet): string | undefined {
  const { load, layers } = shells(packet).at(-1)!;
  if (load === undefined || !isMessage(load)) return undefined;
  const after = layers.slice(layers.indexOf(load) + 1);
  const ip = after.find(isIp);
  if (ip === undefined) return undefined;
  const quoted = after.slice(after.indexOf(ip) + 1).find(({ protocol }) => !protocol.includes('-'));
  return ipHead(packet, { first: 0, layers: after, ip, ...(quoted && { load: quoted }) });
}

function headOf(packet: Packet, shell: Shell): string {
  const quoted = quotedHead(packet);
  if (quoted !== undefined) return `${ipHead(packet, { ...shell, load: shell.load! })} quotes ${quoted}`;
  if (shell.ip !== undefined) return ipHead(packet, shell);
  return shell.load?.protocol ?? shell.layers.at(-1)?.protocol ?? '';
}

function ipHead(packet: Packet, { ip, load }: Shell): string {
  const id = ip!.protocol === 'ipv4' ? `${text(ip, 'protocol')} id ${text(ip, 'id')}` : `flow ${text(ip, 'flowLabel')}`;
  return `${ip!.protocol} ${id} ${load === undefined ? '' : loadHead(packet, load)}`;
}

/** What is in the first 8 bytes of a header, without ports, an ICMP id and the checksum. */
function loadHead({ bytes }: Packet, load: Layer): string {
  const { protocol, offset } = load;
  if (protocol === 'tcp') return `tcp ${hex(bytes, offset + 4, offset + 8)}`;
  if (protocol === 'udp') return `udp ${hex(bytes, offset + 4, offset + 6)}`;
  return isMessage(load)
    ? `${protocol} ${number(load, 'type')} ${number(load, 'code')} ${number(load, 'seq') ?? ''}`
    : protocol;
}

/** The rest, as a digest. Undefined where not all of it was captured. */
function restOf(packet: Packet, { ip, load, layers }: Shell): string | undefined {
  const first = load?.offset ?? (layers.at(-1)?.offset ?? 0) + (layers.at(-1)?.length ?? 0);
  const end = ip === undefined ? packet.length : ipEnd(ip, packet);
  if (end > packet.bytes.length) return undefined;
  // What an ICMP error quotes was translated with it, and was told by its head.
  if (load !== undefined && quotedHead(packet) !== undefined) return '';
  if (load?.protocol === 'arp') return digest(packet.bytes.subarray(first, first + load.length));
  const parts = untouched(load, first, end).map(([from, to]) => packet.bytes.subarray(from, to));
  return ip === undefined ? digest(...parts.map(withoutPadding)) : digest(...parts);
}

/** The ranges of a header and what follows it that address translation leaves alone. */
function untouched(load: Layer | undefined, first: number, end: number): Range[] {
  const range = (from: number, to: number): Range => [Math.min(first + from, end), Math.min(first + to, end)];
  const rest = end - first;
  if (load === undefined) return [range(0, rest)];
  // Not the ports, the checksum, nor the options: a router may clamp the MSS.
  if (load.protocol === 'tcp') return [range(4, 16), range(load.length, rest)];
  if (load.protocol === 'udp') return [range(4, 6), range(8, rest)];
  if (!isMessage(load)) return [range(0, rest)];
  const echo = number(load, 'seq') !== undefined;
  return [range(0, 2), range(echo ? 6 : 4, rest)];
}

type Range = readonly [number, number];

/** A short Ethernet frame is filled up with zeros, on some cards only. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}

const isMessage = ({ protocol }: Layer): boolean => protocol === 'icmp' || protocol === 'icmpv6';

const hex = (bytes: Uint8Array, from: number, to: number): string =>
  [...bytes.subarray(from, to)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function digest(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest('base64');
}
