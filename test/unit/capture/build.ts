/** The bytes of headers, each with what it carries: written from the RFCs, not with the decoders’ code. */
export const u8 = (...values: number[]): Buffer => Buffer.from(values);
export const u16 = (...values: number[]): Buffer => Buffer.from(values.flatMap((v) => [(v >> 8) & 255, v & 255]));
export const u32 = (value: number): Buffer => Buffer.from([24, 16, 8, 0].map((shift) => (value >>> shift) & 255));
export const join = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);
export const fromHex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

export interface Ipv4Header {
  readonly src: Uint8Array;
  readonly dst: Uint8Array;
  readonly protocol: number;
  readonly tos?: number;
  readonly id?: number;
  /** Flags and fragment offset as they stand on the wire. */
  readonly fragment?: number;
  readonly ttl?: number;
  /** A multiple of 4 bytes. */
  readonly options?: Uint8Array;
  readonly totalLength?: number;
}

export function ipv4(header: Ipv4Header, data: Uint8Array): Buffer {
  const options = header.options ?? u8();
  const headerLength = 20 + options.length;
  const bytes = join(
    u8(0x40 | (headerLength / 4), header.tos ?? 0),
    u16(header.totalLength ?? headerLength + data.length, header.id ?? 0, header.fragment ?? 0),
    u8(header.ttl ?? 64, header.protocol),
    u16(0),
    header.src,
    header.dst,
    options,
  );
  bytes.writeUInt16BE(checksum(bytes), 10);
  return join(bytes, data);
}

export interface Ipv6Header {
  readonly src: Uint8Array;
  readonly dst: Uint8Array;
  readonly nextHeader: number;
  /** Version, traffic class and flow label, as they stand on the wire. */
  readonly first?: number;
  readonly hopLimit?: number;
}

export const ipv6 = (header: Ipv6Header, data: Uint8Array): Buffer =>
  join(
    u32(header.first ?? 0x60000000),
    u16(data.length),
    u8(header.nextHeader, header.hopLimit ?? 64),
    header.src,
    header.dst,
    data,
  );

export const ethernet = (dst: Uint8Array, src: Uint8Array, type: number, data: Uint8Array): Buffer =>
  join(dst, src, u16(type), data);

export const udp = (srcPort: number, dstPort: number, data: Uint8Array): Buffer =>
  join(u16(srcPort, dstPort, 8 + data.length, 0), data);

export interface TcpHeader {
  readonly srcPort: number;
  readonly dstPort: number;
  readonly seq: number;
  readonly ack: number;
  readonly flags: number;
  readonly window: number;
  /** A multiple of 4 bytes. */
  readonly options?: Uint8Array;
  readonly urgentPointer?: number;
}

export const tcp = (header: TcpHeader, data: Uint8Array): Buffer =>
  join(
    u16(header.srcPort, header.dstPort),
    u32(header.seq),
    u32(header.ack),
    u8((5 + (header.options?.length ?? 0) / 4) << 4, header.flags),
    u16(header.window, 0, header.urgentPointer ?? 0),
    header.options ?? u8(),
    data,
  );

/** ICMP of both kinds: type, code, checksum, the rest. The checksum is ICMP’s; ICMPv6’s needs addresses and is left so. */
export function icmp(type: number, code: number, rest: Uint8Array): Buffer {
  const bytes = join(u8(type, code), u16(0), rest);
  bytes.writeUInt16BE(checksum(bytes), 2);
  return bytes;
}

/** The Internet checksum, RFC 1071. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) sum += (bytes[i]! << 8) | (bytes[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
