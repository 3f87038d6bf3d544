import { decode } from '../../../lib/src/capture/decode.js';
import type { Packet, Vantage } from '../../../lib/src/capture/packet.js';

/** Packets byte by byte, as they would stand on a wire. Checksums of IPv4 are right, others zero. */

export const mac = (text: string): number[] => text.split(':').map((part) => parseInt(part, 16));
export const ip = (text: string): number[] => text.split('.').map(Number);
export const two = (value: number): number[] => [value >> 8, value & 255];
export const four = (value: number): number[] => [...two(value >>> 16), ...two(value & 0xffff)];

export const MAC = {
  red: '0a:00:00:00:00:02',
  blue: '0a:00:00:00:00:03',
  router: '0a:00:00:00:01:01',
  node1: '52:54:00:6e:01:01',
  node2: '52:54:00:6e:02:01',
} as const;

export const ethernet = (src: string, dst: string, type: number, payload: readonly number[]): number[] => [
  ...mac(dst),
  ...mac(src),
  ...two(type),
  ...payload,
];

export const vlan = (id: number, type: number, payload: readonly number[]): number[] => [
  ...two(id),
  ...two(type),
  ...payload,
];

export function ipv4(
  src: string,
  dst: string,
  protocol: number,
  payload: readonly number[],
  { ttl = 64, id = 0x1a2b }: { ttl?: number; id?: number } = {},
): number[] {
  const head = [0x45, 0, ...two(20 + payload.length), ...two(id), 0x40, 0, ttl, protocol, 0, 0, ...ip(src), ...ip(dst)];
  let sum = 0;
  for (let i = 0; i < 20; i += 2) sum += head[i]! * 256 + head[i + 1]!;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  head.splice(10, 2, ...two(~sum & 0xffff));
  return [...head, ...payload];
}

/** As `ping` fills its packets: from byte 16 on the numbers of the places. */
export const echo = (type: 0 | 8, seq: number, bytes = 56): number[] => [
  ...[type, 0, 0, 0],
  ...two(0x0b57),
  ...two(seq),
  ...Array.from({ length: bytes }, (_, i) => i & 255),
];

export const udp = (from: number, to: number, payload: readonly number[]): number[] => [
  ...two(from),
  ...two(to),
  ...two(8 + payload.length),
  ...two(0),
  ...payload,
];

export const vxlan = (vni: number, payload: readonly number[]): number[] => [
  ...[8, 0, 0, 0],
  ...four(vni << 8),
  ...payload,
];

export function tcp(
  from: number,
  to: number,
  seq: number,
  ack: number,
  flags: number,
  payload: readonly number[] = [],
  options: readonly number[] = [],
): number[] {
  const words = 5 + options.length / 4;
  const head = [...two(from), ...two(to), ...four(seq), ...four(ack), words << 4, flags, ...two(64240), 0, 0, 0, 0];
  return [...head, ...options, ...payload];
}

export const arpRequest = (sender: string, from: string, target: string): number[] => [
  ...[0, 1, 8, 0, 6, 4, 0, 1],
  ...mac(sender),
  ...ip(from),
  ...[0, 0, 0, 0, 0, 0],
  ...ip(target),
];

/** When the captures of these tests began. */
export const START = 1_764_150_000_000_000_000n;

/** A packet as a capture gives it; one that was longer than its bytes was cut. */
export function packetOf(bytes: readonly number[], at?: Vantage, micros = 0, number = 1, length?: number): Packet {
  const array = Uint8Array.from(bytes);
  const whole = length ?? array.length;
  return {
    ...{ number, time: START + BigInt(micros) * 1000n, length: whole, bytes: array, linkType: 1 },
    ...(at && { at }),
    layers: decode(array, 1, whole),
  };
}

/** A ping that VXLAN carries. */
export const carriedPing = (seq = 1): number[] =>
  ethernet(
    MAC.node1,
    MAC.node2,
    0x0800,
    ipv4('192.168.1.1', '192.168.1.2', 17, udp(49152, 4789, vxlan(100, plainPing(seq))), { id: 0x77 }),
  );

/** A ping as it leaves its namespace. */
export const plainPing = (seq = 1): number[] =>
  ethernet(MAC.red, MAC.blue, 0x0800, ipv4('10.0.0.1', '10.0.0.2', 1, echo(8, seq)));
