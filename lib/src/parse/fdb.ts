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
  /** VXLAN: the machine behind which that address is. The MAC `00:00:00:00:00:00` is for all that is not listed. */
  readonly dst?: string;
  /** VXLAN: the interface that leads to that machine, where the entry says so. */
  readonly viaIf?: string;
  /** VXLAN: the UDP port there, where it is not the device's own. */
  readonly port?: number;
  /** VXLAN: the network id there, where it is not the device's own. */
  readonly vni?: number;
}

const fdbEntry: z.ZodType<FdbEntry> = z.looseObject({
  mac: z.string(),
  ifname: z.string().optional(),
  master: z.string().optional(),
  vlan: z.number().optional(),
  state: z.string().optional(),
  flags: z.array(z.string()),
  dst: z.string().optional(),
  viaIf: z.string().optional(),
  port: z.number().optional(),
  vni: z.number().optional(),
});

/** Reads `bridge -j fdb`, the table of which MAC is behind which port. */
export function parseFdb(text: string): FdbEntry[] {
  return parseRows('bridge -j fdb', text, fdbEntry);
}
