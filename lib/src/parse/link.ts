import * as z from 'zod';
import { parseRows } from './json.js';
import { bondData, bondPortData, type BondData, type BondPortData } from './link-info/bond.js';
import { bridgeData, type BridgeData } from './link-info/bridge.js';
import { ipvlanData, type IpvlanData } from './link-info/ipvlan.js';
import { macvlanData, type MacvlanData } from './link-info/macvlan.js';
import { netkitData, type NetkitData } from './link-info/netkit.js';
import { tunData, type TunData } from './link-info/tun.js';
import { tunnelData, type TunnelData } from './link-info/tunnel.js';
import { vlanData, type VlanData } from './link-info/vlan.js';

/** One network interface, as `ip -d -s -j link` tells it. Every key is iproute2's own: see `man ip-link`. */
export interface Link {
  /** The number the kernel knows the interface by. It is unique within one network namespace only. */
  readonly ifindex: number;
  /** The name, at most 15 characters. */
  readonly ifname: string;
  /**
   * The interface this one is stacked on or paired with, when it is in the same namespace: `eth0` for `eth0.10`.
   * `null`: a tunnel that is bound to none (`gre0@NONE`).
   */
  readonly link?: string | null;
  /** The number of that interface, when it is in another namespace: the other end of a veth or netkit pair. */
  readonly link_index?: number;
  /** Which namespace the other end is in, as this namespace numbers it: see `ip netns list-id`. */
  readonly link_netnsid?: number;
  /** `UP`: switched on by somebody. `LOWER_UP`: the cable has a signal. `NO-CARRIER`: it has none. */
  readonly flags: readonly string[];
  /** The largest IP packet that fits, in bytes. The Ethernet header does not count. */
  readonly mtu: number;
  /** The bridge, bond or VRF this interface is a port of. */
  readonly master?: string;
  /** `UP`, `DOWN`, `LOWERLAYERDOWN` (what is below is down), `UNKNOWN` (the driver does not tell)... */
  readonly operstate: string;
  /** `ether`, `loopback`, `none` (a tun device carries no frames)... */
  readonly link_type: string;
  /** The hardware address (MAC), or the outer address of a tunnel. */
  readonly address?: string;
  /** The hardware address that every interface on the link takes: `ff:ff:ff:ff:ff:ff`. */
  readonly broadcast?: string;
  /** The queueing discipline that packets wait in before they leave: see `man tc`. */
  readonly qdisc: string;
  /** How many packets may wait to leave. */
  readonly txqlen?: number;
  /** How many asked for promiscuous mode: above 0, frames for every MAC are accepted. Only with `-d`. */
  readonly promiscuity?: number;
  /** How many asked for all multicast frames. Only with `-d`. */
  readonly allmulti?: number;
  /** The smallest `mtu` the driver accepts, in bytes. Only with `-d`. */
  readonly min_mtu?: number;
  /** The largest `mtu` the driver accepts, in bytes. Only with `-d`; 0: no limit. */
  readonly max_mtu?: number;
  /** Further names of the same interface. */
  readonly altnames?: readonly string[];
  /** What kind of virtual interface it is. A real network card has none. Only with `-d`. */
  readonly linkinfo?: LinkInfo;
  /** The XDP program that sees each frame first, where one is attached. */
  readonly xdp?: LinkXdp;
  /** Counters since the interface was made. Only with `-s`. */
  readonly stats64?: LinkStats;
}

/** An XDP program at an interface. */
export interface LinkXdp {
  /** Who runs it. 1: the driver. 2: the kernel itself, later, for a driver that cannot (`xdpgeneric`). 3: the card. */
  readonly mode: number;
  /** The program: see `bpftool prog`. */
  readonly prog?: BpfProgram;
}

/** A program in the kernel. */
export interface BpfProgram {
  /** Its number. */
  readonly id: number;
  /** The name of its function in C. */
  readonly name?: string;
  /** A hash of its instructions. */
  readonly tag?: string;
  /** Whether it was translated into the processor's own instructions. */
  readonly jited?: number;
}

/** What kind of virtual interface it is, and what it is a port of. */
export interface LinkInfo {
  /** `veth`, `netkit`, `bridge`, `vlan`, `vxlan`, `bond`, `macvlan`, `ipvlan`, `tun`... */
  readonly info_kind?: string;
  /** The settings of this kind. */
  readonly info_data?: LinkInfoData;
  /** What kind its `master` is: `bridge`, `bond`, `vrf`. */
  readonly info_slave_kind?: string;
  /** Its settings and its state as a port of that master. */
  readonly info_slave_data?: LinkPortData;
}

/** The settings of a virtual interface. Which there are depends on its kind; those the course looks at have a type. */
export interface LinkInfoData
  extends BondData, BridgeData, IpvlanData, MacvlanData, NetkitData, TunData, TunnelData, VlanData {
  readonly [key: string]: unknown;
}

/** The settings and the state of a port. Which there are depends on its master's kind; those the course looks at have a type. */
export interface LinkPortData extends BondPortData {
  readonly [key: string]: unknown;
}

/** Counters since the interface was made: received and sent. */
export interface LinkStats {
  /** What came in. */
  readonly rx: LinkCounters;
  /** What went out. */
  readonly tx: LinkCounters;
}

/** Counters of one direction. */
export interface LinkCounters {
  /** How many bytes, the Ethernet headers counted. */
  readonly bytes: number;
  /** How many packets. */
  readonly packets: number;
  /** How many of them were damaged or could not be sent. */
  readonly errors: number;
  /** How many were thrown away, for want of room or of somebody who wanted them. */
  readonly dropped: number;
}

const counters = z.looseObject({ bytes: z.number(), packets: z.number(), errors: z.number(), dropped: z.number() });

const infoData = settings<LinkInfoData>({
  ...bondData,
  ...bridgeData,
  ...ipvlanData,
  ...macvlanData,
  ...netkitData,
  ...tunData,
  ...tunnelData,
  ...vlanData,
});

const portData = settings<LinkPortData>(bondPortData);

const link: z.ZodType<Link> = z.looseObject({
  ifindex: z.number(),
  ifname: z.string(),
  link: z.string().nullable().optional(),
  link_index: z.number().optional(),
  link_netnsid: z.number().optional(),
  flags: z.array(z.string()),
  mtu: z.number(),
  master: z.string().optional(),
  operstate: z.string(),
  link_type: z.string(),
  address: z.string().optional(),
  broadcast: z.string().optional(),
  qdisc: z.string(),
  txqlen: z.number().optional(),
  promiscuity: z.number().optional(),
  allmulti: z.number().optional(),
  min_mtu: z.number().optional(),
  max_mtu: z.number().optional(),
  altnames: z.array(z.string()).optional(),
  linkinfo: z
    .looseObject({
      info_kind: z.string().optional(),
      info_data: infoData.optional(),
      info_slave_kind: z.string().optional(),
      info_slave_data: portData.optional(),
    })
    .optional(),
  xdp: z
    .looseObject({
      mode: z.number(),
      prog: z
        .looseObject({
          id: z.number(),
          name: z.string().optional(),
          tag: z.string().optional(),
          jited: z.number().optional(),
        })
        .optional(),
    })
    .optional(),
  stats64: z.looseObject({ rx: counters, tx: counters }).optional(),
});

/** Reads `ip -j link`; with `-d` there are more keys, with `-s` the counters. */
export function parseLinks(text: string): Link[] {
  return parseRows('ip -j link', text, link);
}

/** Some settings' checks as one, of what may have more of them. */
function settings<Data>(checks: object): z.ZodType<Data> {
  return z.looseObject(checks as z.ZodRawShape) as unknown as z.ZodType<Data>;
}
