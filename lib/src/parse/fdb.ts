import * as z from 'zod';
import { parseRows } from './json.js';

/** One entry of a forwarding table, as `bridge -j fdb` tells it. Every key is iproute2's own: see `man bridge`. */
export interface FdbEntry {
  /** Frames to this hardware address... */
  readonly mac: string;
  /** ...leave by this interface. */
  readonly ifname?: string;
  /** The bridge that the entry belongs to. */
  readonly master?: string;
  /** It holds for this VLAN only. */
  readonly vlan?: number;
  /** `permanent`: the address of a port itself. `static`: put there by hand. Empty: learned, and forgotten in time. */
  readonly state?: string;
  /** `self`: it is the interface's own table and not the bridge's. `extern_learn`, `offload`, `sticky`... */
  readonly flags: readonly string[];
  /** VXLAN: the machine behind which that address is. */
  readonly dst?: string;
}

const fdbEntry: z.ZodType<FdbEntry> = z.looseObject({
  mac: z.string(),
  ifname: z.string().optional(),
  master: z.string().optional(),
  vlan: z.number().optional(),
  state: z.string().optional(),
  flags: z.array(z.string()),
  dst: z.string().optional(),
});

/** Reads `bridge -j fdb`, the table of which MAC is behind which port. */
export function parseFdb(text: string): FdbEntry[] {
  return parseRows('bridge -j fdb', text, fdbEntry);
}
