import * as z from 'zod';
import type { Settings } from './settings.js';

/** The settings of a bond: `man ip-link`, BOND Type Support, and the kernel's Documentation/networking/bonding.rst. */
export interface BondData {
  /** macvlan: `bridge`, `private`, `vepa`, `passthru`. ipvlan: `l2`, `l3`, `l3s`. bond: `active-backup`... */
  readonly mode?: string;
  /** bond: how often the carrier is looked at, in milliseconds; 0: never. */
  readonly miimon?: number;
  /** bond: the port that carries the traffic. */
  readonly active_slave?: string;
  /** bond: the port that carries the traffic whenever it can. */
  readonly primary?: string;
  /** bond: how often it asks by ARP whether the far end is there, in milliseconds; 0: never. */
  readonly arp_interval?: number;
  /** bond: whom it asks. */
  readonly arp_ip_target?: readonly string[];
  /** bond: by what a port is chosen for a packet: `layer2` (the MACs), `layer2+3`, `layer3+4` (addresses and ports)... */
  readonly xmit_hash_policy?: string;
  /** bond: how often the far end is to send its LACP frames: `slow` (every 30 s) or `fast` (every second). */
  readonly ad_lacp_rate?: string;
  /** bond, mode 802.3ad: the ports that are one link now, and who is at the far end. */
  readonly ad_info?: BondAggregator;
}

/** Ports that LACP has made one link. */
export interface BondAggregator {
  /** Its number: ports of the same one belong together. */
  readonly aggregator: number;
  /** How many ports are in it. */
  readonly num_ports: number;
  /** What this end calls ports that may belong together; it is made of their speed and duplex. 0: these may not. */
  readonly actor_key: number;
  /** What the far end calls them. */
  readonly partner_key: number;
  /** The far end's MAC; only zeros: it has not answered. */
  readonly partner_mac: string;
}

/** What an interface is as a port of a bond. */
export interface BondPortData {
  /** bond's port: `ACTIVE` sends and receives, `BACKUP` waits. */
  readonly state?: string;
  /** bond's port: what the bond believes of its link: `UP`, `GOING_DOWN`, `DOWN`, `GOING_BACK`. */
  readonly mii_status?: string;
  /** bond's port: how often its link has failed. */
  readonly link_failure_count?: number;
  /** bond's port: the MAC that it had before, and gets back. In the bond it has the bond's. */
  readonly perm_hwaddr?: string;
  /** bond's port, mode 802.3ad: the number of the aggregator that it is in. */
  readonly ad_aggregator_id?: number;
  /** bond's port, mode 802.3ad: what it says of itself: `active`, `aggregating`, `in_sync`, `collecting`, `distributing`... */
  readonly ad_actor_oper_port_state_str?: readonly string[];
  /** bond's port, mode 802.3ad: what the far end says of itself. */
  readonly ad_partner_oper_port_state_str?: readonly string[];
}

const aggregator: z.ZodType<BondAggregator> = z.looseObject({
  aggregator: z.number(),
  num_ports: z.number(),
  actor_key: z.number(),
  partner_key: z.number(),
  partner_mac: z.string(),
});

export const bondData: Settings<BondData> = {
  mode: z.string().optional(),
  miimon: z.number().optional(),
  active_slave: z.string().optional(),
  primary: z.string().optional(),
  arp_interval: z.number().optional(),
  arp_ip_target: z.array(z.string()).optional(),
  xmit_hash_policy: z.string().optional(),
  ad_lacp_rate: z.string().optional(),
  ad_info: aggregator.optional(),
};

export const bondPortData: Settings<BondPortData> = {
  state: z.string().optional(),
  mii_status: z.string().optional(),
  link_failure_count: z.number().optional(),
  perm_hwaddr: z.string().optional(),
  ad_aggregator_id: z.number().optional(),
  ad_actor_oper_port_state_str: z.array(z.string()).optional(),
  ad_partner_oper_port_state_str: z.array(z.string()).optional(),
};
