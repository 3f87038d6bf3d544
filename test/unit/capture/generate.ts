import * as build from './build.js';
import { join, u16, u32, u8 } from './build.js';
import { Random } from './random.js';

/** A packet as it is on the wire, and what it begins with (tcpdump.org/linktypes). */
export interface Generated {
  readonly linkType: number;
  readonly bytes: Uint8Array;
}

/** Packets of every protocol of the link and network layers, one in another as deep as it comes; the same for the same seed. */
export function generate(count: number, seed: number): Generated[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => new Generator(random).packet());
}

const ETHERNET = 1;
const RAW = 101;
const SLL = 113;
const SLL2 = 276;
/** The port of a tunnel that puts nothing before its IP packets: who decodes what is generated is told. */
export const TUNNEL_PORT = 9000;
/** Ports that no program is known by, here and in tshark. */
const PORTS = [40001, 40503, 45211, 51117, 60773];

class Generator {
  /** How many tunnels may still be entered. */
  private depth: number;

  constructor(private readonly random: Random) {
    this.depth = random.int(4);
  }

  packet(): Generated {
    const { random } = this;
    const linkType = random.pick([ETHERNET, ETHERNET, ETHERNET, ETHERNET, RAW, SLL, SLL2]);
    if (linkType === ETHERNET) return { linkType, bytes: this.ethernet() };
    if (linkType === RAW) return { linkType, bytes: random.chance(2) ? this.ipv4() : this.ipv6() };
    const [type, data] = this.network();
    const address = random.chance(4) ? u8(0, 0, 0, 0, 0, 0, 0, 0) : join(this.mac(), u16(0));
    const head = random.int(5);
    const bytes =
      linkType === SLL
        ? join(u16(head, 1, 6), address, u16(type), data)
        : join(u16(type, 0), u32(random.int(1000)), u16(1), u8(head, 6), address, data);
    return { linkType, bytes };
  }

  private ethernet(): Buffer {
    const { random } = this;
    let [type, data] = random.chance(12) ? this.llc() : this.network();
    // An 802.1ad tag is the outermost.
    while (type !== 0x88a8 && random.chance(4)) {
      data = join(u16(random.int(0x10000), type), data);
      // What is no length to tshark in an 802.1ad tag.
      type = type > 1500 ? random.pick([0x8100, 0x8100, 0x88a8]) : 0x8100;
    }
    const frame = build.ethernet(this.mac(), this.mac(), type, data);
    // What the sender’s card does to a short frame.
    return frame.length < 60 ? join(frame, Buffer.alloc(60 - frame.length)) : frame;
  }

  /** A length, and LLC: of one byte’s control, or SNAP. */
  private llc(): [number, Buffer] {
    const [type, packet] = this.network();
    const data = this.random.chance(2)
      ? join(u8(0xaa, 0xaa, 3, 0, 0, 0), u16(type), packet)
      : join(u8(0x2c, 0x2c, 3), this.data());
    return data.length > 1500 ? this.llc() : [data.length, data];
  }

  private network(): [number, Buffer] {
    const which = this.random.int(10);
    if (which === 0) return [0x0806, this.arp()];
    if (which === 1) return [0x88b5, this.data()]; // for experiments, by IEEE 802
    return which < 6 ? [0x0800, this.ipv4()] : [0x86dd, this.ipv6()];
  }

  private arp(): Buffer {
    const operation = 1 + this.random.int(2);
    return join(u16(1, 0x0800), u8(6, 4), u16(operation), this.mac(), this.ip4(), this.mac(), this.ip4());
  }

  private ipv4(): Buffer {
    const { random } = this;
    const fragment = random.pick([0, 0, 0, 0x4000, 0x4000, 0x2000, 0x2000 | random.int(0x1fff), random.int(0x1fff)]);
    const [protocol, data] = this.transport(4);
    const options = random.chance(5) ? this.ipv4Options() : u8();
    const head = { src: this.ip4(), dst: this.ip4(), tos: random.int(256), id: random.int(0x10000) };
    return build.ipv4({ ...head, protocol, fragment, ttl: random.int(256), options }, data);
  }

  private ipv4Options(): Buffer {
    const { random } = this;
    // A source route that is passed: of one that is not, tshark tells its last address as the destination.
    const addresses = join(this.ip4(), this.ip4());
    return words(
      random.pick([
        u8(148, 4, 0, 0),
        join(u8(7, 11, 4), addresses),
        join(u8(131, 11, 12), addresses),
        join(u8(1, 1, 137, 11, 12), addresses),
        join(u8(68, 12, 5, 0), random.bytes(8)),
      ]),
      0,
    );
  }

  private ipv6(): Buffer {
    const { random } = this;
    const [protocol, data] = this.transport(6);
    const [nextHeader, carried] = this.extensions(protocol, data);
    const first = (0x60000000 | random.int(0x10000000)) >>> 0;
    const head = { src: this.ip6(), dst: this.ip6(), first, hopLimit: random.int(256) };
    return build.ipv6({ ...head, nextHeader }, carried);
  }

  private extensions(nextHeader: number, data: Buffer): [number, Buffer] {
    const { random } = this;
    if (random.chance(8)) {
      const offset = random.chance(2) ? 0 : random.int(0x1fff) * 8;
      data = join(u8(nextHeader, 0), u16(offset | random.int(2)), u32(random.int(2 ** 32)), data);
      nextHeader = 44;
    }
    if (random.chance(8)) {
      const segments = 1 + random.int(3);
      const list = Array.from({ length: segments }, () => this.ip6());
      data = join(u8(nextHeader, 2 * segments, 4, 0, segments - 1, 0), u16(random.int(0x10000)), ...list, data);
      nextHeader = 43;
    }
    if (random.chance(8)) {
      data = join(u8(nextHeader, 0, 1, 4, 0, 0, 0, 0), data);
      nextHeader = 60;
    }
    if (random.chance(8)) {
      data = join(u8(nextHeader, 0, 5, 2, 0, 0, 1, 0), data);
      nextHeader = 0;
    }
    return [nextHeader, data];
  }

  private transport(version: 4 | 6): [number, Buffer] {
    const { random } = this;
    if (this.depth > 0) {
      this.depth--;
      return this.tunnel();
    }
    const which = random.int(4);
    if (which === 0) return [6, this.tcp()];
    if (which === 1) return [17, build.udp(random.pick(PORTS), random.pick(PORTS), this.data())];
    if (which === 2) return [253, this.data()]; // for experiments, RFC 3692
    return version === 4 ? [1, this.icmp()] : [58, random.chance(2) ? this.icmpv6() : this.discovery()];
  }

  private tunnel(): [number, Buffer] {
    const { random } = this;
    switch (random.int(6)) {
      case 0:
        return [4, this.ipv4()];
      case 1:
        return [41, this.ipv6()];
      case 2:
        return [47, this.gre()];
      case 3: {
        const head = join(u8(8, 0, 0, 0), this.vni());
        return [17, build.udp(random.pick(PORTS), random.pick([4789, 8472]), join(head, this.ethernet()))];
      }
      case 4: {
        const ports = [random.pick(PORTS), TUNNEL_PORT] as const;
        const [from, to] = random.chance(2) ? ports : [ports[1], ports[0]];
        return [17, build.udp(from, to, random.chance(2) ? this.ipv4() : this.ipv6())];
      }
      default:
        return [17, build.udp(random.pick(PORTS), 6081, this.geneve())];
    }
  }

  private gre(): Buffer {
    const { random } = this;
    const flags = random.int(8) << 12;
    const [type, data] = random.chance(2) ? ([0x6558, this.ethernet()] as const) : this.network();
    const parts: Buffer[] = [];
    if (flags & 0x4000) return this.gre(); // routing: RFC 2784 took it away
    for (const bit of [0x8000, 0x2000, 0x1000])
      if (flags & bit) parts.push(bit === 0x8000 ? u16(0, 0) : random.bytes(4));
    return join(u16(flags & 0xb000, type), ...parts, data);
  }

  private geneve(): Buffer {
    const { random } = this;
    const options = random.chance(2) ? join(u16(0xff00), u8(random.int(128), 1), random.bytes(4)) : u8();
    const head = join(u8(options.length / 4, random.pick([0, 0x40, 0x80])), u16(0x6558), this.vni(), options);
    return join(head, this.ethernet());
  }

  private vni(): Buffer {
    return join(this.random.bytes(3), u8(0));
  }

  private tcp(): Buffer {
    const { random } = this;
    const options = random.chance(3)
      ? u8()
      : words(join(...Array.from({ length: random.int(4) }, () => this.tcpOption())).subarray(0, 40), 1);
    return build.tcp(
      {
        srcPort: random.pick(PORTS),
        dstPort: random.pick(PORTS),
        seq: random.int(2 ** 32),
        ack: random.int(2 ** 32),
        flags: random.int(256),
        window: random.int(0x10000),
        urgentPointer: random.int(0x10000),
        options,
      },
      this.data(),
    );
  }

  /** At most 10 bytes, so that four fit. */
  private tcpOption(): Buffer {
    const { random } = this;
    return random.pick([
      () => join(u8(2, 4), random.bytes(2)),
      () => u8(3, 3, random.int(15)),
      () => u8(4, 2),
      () => join(u8(5, 10), random.bytes(8)),
      () => join(u8(8, 10), random.bytes(8)),
      () => u8(1, 1),
    ])();
  }

  private icmp(): Buffer {
    const { random } = this;
    const [type, code] = random.pick([
      ...[
        [0, 0],
        [8, 0],
        [8, 0],
        [3, 0],
        [3, 1],
        [3, 3],
        [3, 4],
        [5, 1],
        [11, 0],
        [12, 0],
        [13, 0],
        [14, 0],
      ],
    ] as [number, number][]);
    if (type === 13 || type === 14) return build.icmp(type, code, random.bytes(16));
    if (type === 0 || type === 8) return build.icmp(type, code, join(random.bytes(4), this.data()));
    const rest = type === 5 ? this.ip4() : type === 12 ? u8(20, 0, 0, 0) : u16(0, code === 4 ? 1400 : 0);
    const quoted = this.quote(() => this.ipv4());
    const headerLength = (quoted[0]! & 15) * 4;
    // A header and eight bytes of data are quoted (RFC 792), or more (RFC 1812); in a redirect tshark looks at no more.
    const length = type === 5 ? headerLength + 8 : random.pick([headerLength + 8, 548]);
    return build.icmp(type, code, join(rest, quoted.subarray(0, length)));
  }

  private icmpv6(): Buffer {
    const { random } = this;
    const [type, code] = random.pick([
      [128, 0],
      [129, 0],
      [1, 3],
      [1, 4],
      [2, 0],
      [3, 0],
      [4, 1],
    ] as const);
    if (type >= 128) return build.icmp(type, code, join(random.bytes(4), this.data()));
    const rest = type === 2 ? u32(1280 + random.int(200)) : type === 4 ? u32(40) : u32(0);
    return build.icmp(type, code, join(rest, this.quote(() => this.ipv6()).subarray(0, 1232)));
  }

  /** What a quoted packet quotes would be quoted without end. */
  private quote(packet: () => Buffer): Buffer {
    this.depth = 0;
    return packet();
  }

  private discovery(): Buffer {
    const { random } = this;
    const source = join(u8(1, 1), this.mac());
    const target = join(u8(2, 1), this.mac());
    const prefix = join(u8(3, 4, 64, random.pick([0, 0x40, 0x80, 0xc0])), random.bytes(8), u32(0), this.ip6());
    const mtu = join(u8(5, 1), u16(0), u32(1500));
    const dns = join(u8(25, 5), u16(0), random.bytes(4), this.ip6(), this.ip6());
    const nonce = join(u8(14, 1), random.bytes(6));
    const flags = (random.int(8) << 29) >>> 0;
    return random.pick([
      () => build.icmp(133, 0, join(u32(0), source)),
      () =>
        build.icmp(
          134,
          0,
          join(u8(64, random.pick([0, 0x40, 0x80, 0x88])), random.bytes(10), source, mtu, prefix, dns),
        ),
      () => build.icmp(135, 0, join(u32(0), this.ip6(), random.pick([source, nonce, u8()]))),
      () => build.icmp(136, 0, join(u32(flags), this.ip6(), random.pick([target, u8()]))),
      () => build.icmp(137, 0, join(u32(0), this.ip6(), this.ip6(), target)),
    ])();
  }

  private data(): Buffer {
    return this.random.bytes(this.random.pick([0, 1, 8, 20, 64, 200]));
  }

  private mac(): Buffer {
    return join(u8(0x52, 0x54, 0), this.random.bytes(3));
  }

  private ip4(): Buffer {
    return join(u8(10, 0), this.random.bytes(2));
  }

  private ip6(): Buffer {
    const { random } = this;
    const host = random.pick([u16(0, 0, 0, 1), random.bytes(8), u16(0, random.int(9), 0, 0)]);
    return join(random.pick([u16(0xfe80, 0, 0, 0), u16(0xfd00, 1, random.int(3), 0)]), host);
  }
}

/** Filled to whole words. */
function words(options: Buffer, filler: number): Buffer {
  return join(options, Buffer.alloc((4 - (options.length % 4)) % 4, filler));
}
