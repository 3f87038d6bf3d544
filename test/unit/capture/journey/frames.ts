import { decode } from '../../../../lib/src/capture/decode.js';
import type { Packet, Vantage } from '../../../../lib/src/capture/packet.js';

/** Bytes of frames, written by hand: checksums are left 0, which nobody here looks at. */
type Bytes = readonly number[];

const u16 = (value: number): Bytes => [value >> 8, value & 0xff];
const u32 = (value: number): Bytes => [...u16(Math.floor(value / 0x10000)), ...u16(value % 0x10000)];
const mac = (text: string): Bytes => text.split(':').map((byte) => parseInt(byte, 16));
const address = (text: string): Bytes => text.split('.').map(Number);
const letters = (count: number, from = 0): Bytes => Array.from({ length: count }, (_, i) => 97 + ((from + i) % 26));

export const A = '02:00:00:00:00:0a';
export const B = '02:00:00:00:00:0b';
export const R = '02:00:00:00:00:0f';

export const ethernet = (src: string, dst: string, load: Bytes, type = 0x0800): Bytes => [
  ...mac(dst),
  ...mac(src),
  ...u16(type),
  ...load,
];

export const tagged = (src: string, dst: string, vid: number, load: Bytes, type = 0x0800): Bytes =>
  ethernet(src, dst, [...u16(vid), ...u16(type), ...load], 0x8100);

export interface Ip {
  readonly src: string;
  readonly dst: string;
  readonly protocol: number;
  readonly id?: number;
  readonly ttl?: number;
  /** In bytes. */
  readonly offset?: number;
  readonly more?: boolean;
}

export const ipv4 = ({ src, dst, protocol, id = 7, ttl = 64, offset = 0, more = false }: Ip, load: Bytes): Bytes => [
  0x45,
  0,
  ...u16(20 + load.length),
  ...u16(id),
  ...u16(offset / 8 + (more ? 0x2000 : 0)),
  ttl,
  protocol,
  0,
  0,
  ...address(src),
  ...address(dst),
  ...load,
];

export const echo = (type: 0 | 8, seq: number, id = 1, size = 16): Bytes => [
  type,
  0,
  0,
  0,
  ...u16(id),
  ...u16(seq),
  ...letters(size, seq),
];

/** An ICMP error about a packet, of which it quotes the header and 8 bytes. */
export const error = (type: number, code: number, about: Bytes): Bytes => [
  type,
  code,
  0,
  0,
  0,
  0,
  0,
  0,
  ...about.slice(0, 28),
];

export const udp = (src: number, dst: number, load: Bytes): Bytes => [
  ...u16(src),
  ...u16(dst),
  ...u16(8 + load.length),
  0,
  0,
  ...load,
];

export interface Tcp {
  readonly src: number;
  readonly dst: number;
  readonly seq: number;
  readonly ack?: number;
  readonly flags: number;
}
export const SYN = 0x02;
export const ACK = 0x10;

/** The port of a tunnel that puts nothing before the IP packet. */
export const TUNNEL_PORT = 9000;
const TUNNELS: ReadonlySet<number> = new Set([TUNNEL_PORT]);

export const tcp = ({ src, dst, seq, ack = 0, flags }: Tcp, load: Bytes = []): Bytes => [
  ...u16(src),
  ...u16(dst),
  ...u32(seq),
  ...u32(ack),
  0x50,
  flags,
  ...u16(64240),
  0,
  0,
  0,
  0,
  ...load,
];

export const vxlan = (vni: number, frame: Bytes): Bytes => [0x08, 0, 0, 0, ...u32(vni * 256), ...frame];

export const arp = (operation: 1 | 2, senderMac: string, senderIp: string, targetIp: string): Bytes => [
  ...[0, 1, 8, 0, 6, 4],
  ...u16(operation),
  ...mac(senderMac),
  ...address(senderIp),
  ...mac('00:00:00:00:00:00'),
  ...address(targetIp),
];

export { letters };

/** `node1/red/eth0 out` is a place. Nanoseconds are those since some second. */
export function seen(where: string, time: number, bytes: Bytes): Packet {
  const [device, direction] = where.split(' ');
  const [host, netns, ifname] = device!.split('/');
  const frame = Uint8Array.from(bytes);
  const at: Vantage = { host: host!, netns: netns!, ifname: ifname!, direction: direction as 'in' | 'out' };
  return {
    number: time,
    time: 1_700_000_000_000_000_000n + BigInt(time),
    length: frame.length,
    bytes: frame,
    linkType: 1,
    at,
    layers: decode(frame, 1, frame.length, TUNNELS),
  };
}
