import * as z from 'zod';
import { parseRows } from './json.js';

/** One port of a bridge, as `bridge -j -d link` tells it. Every key is iproute2's own: see `man bridge`. */
export interface BridgeLink {
  /** The number the kernel knows the interface by. */
  readonly ifindex: number;
  /** The port's name. */
  readonly ifname: string;
  /** The interface this one is stacked on or paired with. */
  readonly link?: string;
  /** `UP`: switched on by somebody. `LOWER_UP`: the cable has a signal... */
  readonly flags: readonly string[];
  /** The largest IP packet that fits, in bytes. */
  readonly mtu: number;
  /** The bridge it is a port of. */
  readonly master?: string;
  /** What the spanning tree lets it do: `disabled`, `listening`, `learning`, `forwarding`, `blocking`. */
  readonly state?: string;
  /** Spanning tree: the lower one is preferred among the ports of a bridge. */
  readonly priority?: number;
  /** Spanning tree: the price of a path through this port. */
  readonly cost?: number;
  /** A frame may go back out of the port it came in by. */
  readonly hairpin?: boolean;
  /** The bridge remembers the MACs that frames come from. */
  readonly learning?: boolean;
  /** Frames for a MAC that nobody has learned leave by this port too. */
  readonly flood?: boolean;
  /** The same for multicast. */
  readonly mcast_flood?: boolean;
  /** The same for broadcast. */
  readonly bcast_flood?: boolean;
  /** The bridge answers ARP itself, from what it knows. */
  readonly neigh_suppress?: boolean;
  /** Isolated ports do not reach each other. */
  readonly isolated?: boolean;
  /** Spanning tree messages that arrive here shut the port. */
  readonly guard?: boolean;
}

const bridgeLink: z.ZodType<BridgeLink> = z.looseObject({
  ifindex: z.number(),
  ifname: z.string(),
  link: z.string().optional(),
  flags: z.array(z.string()),
  mtu: z.number(),
  master: z.string().optional(),
  state: z.string().optional(),
  priority: z.number().optional(),
  cost: z.number().optional(),
  hairpin: z.boolean().optional(),
  learning: z.boolean().optional(),
  flood: z.boolean().optional(),
  mcast_flood: z.boolean().optional(),
  bcast_flood: z.boolean().optional(),
  neigh_suppress: z.boolean().optional(),
  isolated: z.boolean().optional(),
  guard: z.boolean().optional(),
});

/** Reads `bridge -j link`; the switches (`learning`, `flood`...) are there with `-d`. */
export function parseBridgeLinks(text: string): BridgeLink[] {
  return parseRows('bridge -j link', text, bridgeLink);
}
