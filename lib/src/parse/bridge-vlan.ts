import * as z from 'zod';
import { parseRows } from './json.js';

/** The VLANs of one port, as `bridge -j vlan` tells them. Every key is iproute2's own: see `man bridge`. */
export interface BridgeVlanRow {
  /** The port's name. */
  readonly ifname: string;
  /** What it carries, a row a VLAN or a range of them. */
  readonly vlans: readonly BridgeVlan[];
}

/** One VLAN that a port carries. */
export interface BridgeVlan {
  /** The VLAN id, 1 to 4094. */
  readonly vlan: number;
  /** The last of a range that begins with `vlan`. */
  readonly vlanEnd?: number;
  /** `PVID`: frames that arrive without a tag belong to it. `Egress Untagged`: they leave without one. */
  readonly flags?: readonly string[];
}

const bridgeVlan = z.looseObject({
  vlan: z.number(),
  vlanEnd: z.number().optional(),
  flags: z.array(z.string()).optional(),
});

const bridgeVlanRow: z.ZodType<BridgeVlanRow> = z.looseObject({ ifname: z.string(), vlans: z.array(bridgeVlan) });

/** Reads `bridge -j vlan`: the ports of the bridges, each with the VLANs it carries. */
export function parseBridgeVlans(text: string): BridgeVlanRow[] {
  return parseRows('bridge -j vlan', text, bridgeVlanRow);
}
