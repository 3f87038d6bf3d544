import * as z from 'zod';
import { parseRows } from './json.js';

/** One interface and its addresses, as `ip -j addr` tells them. Every key is iproute2's own: see `man ip-address`. */
export interface AddressRow {
  /** The number the kernel knows the interface by. */
  readonly ifindex: number;
  /** The interface's name. */
  readonly ifname: string;
  /** `UP`: switched on by somebody. `LOWER_UP`: the cable has a signal... */
  readonly flags: readonly string[];
  /** The largest IP packet that fits, in bytes. */
  readonly mtu: number;
  /** `UP`, `DOWN`, `LOWERLAYERDOWN`, `UNKNOWN`... */
  readonly operstate: string;
  /** The hardware address (MAC). */
  readonly address?: string;
  /** The bridge, bond or VRF this interface is a port of. */
  readonly master?: string;
  /** The IP addresses; none is an empty list. */
  readonly addr_info: readonly Address[];
}

/** One IP address of an interface. */
export interface Address {
  /** `inet` is IPv4, `inet6` is IPv6. */
  readonly family: string;
  /** The address itself. */
  readonly local?: string;
  /** The other end's address, where the two ends have no subnet in common. */
  readonly address?: string;
  /** How many bits name the subnet: 24 in `10.0.0.1/24`. */
  readonly prefixlen: number;
  /** How far the address means anything: `host`, `link` or `global`. */
  readonly scope: string;
  /** The address that every neighbour in the subnet takes. */
  readonly broadcast?: string;
  /** The interface's name; older tools called it `eth0:1`. */
  readonly label?: string;
  /** How long it stays valid, in seconds; 4294967295 means for ever. */
  readonly valid_life_time?: number;
  /** How long it is used for new connections, in seconds. */
  readonly preferred_life_time?: number;
  /** IPv6: the kernel still asks whether somebody else has this address; it cannot be used yet. */
  readonly tentative?: boolean;
  /** It was given by a router or by DHCP and runs out. */
  readonly dynamic?: boolean;
}

const address = z.looseObject({
  family: z.string(),
  local: z.string().optional(),
  address: z.string().optional(),
  prefixlen: z.number(),
  scope: z.string(),
  broadcast: z.string().optional(),
  label: z.string().optional(),
  valid_life_time: z.number().optional(),
  preferred_life_time: z.number().optional(),
  tentative: z.boolean().optional(),
  dynamic: z.boolean().optional(),
});

const addressRow: z.ZodType<AddressRow> = z.looseObject({
  ifindex: z.number(),
  ifname: z.string(),
  flags: z.array(z.string()),
  mtu: z.number(),
  operstate: z.string(),
  address: z.string().optional(),
  master: z.string().optional(),
  addr_info: z.array(address),
});

/** Reads `ip -j addr`: every interface, each with its list of addresses. */
export function parseAddresses(text: string): AddressRow[] {
  return parseRows('ip -j addr', text, addressRow);
}
