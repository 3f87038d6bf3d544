import * as z from 'zod';
import { parseRows } from './json.js';

/** One entry of a bridge's multicast table, as `bridge -j mdb` tells it. Every key is iproute2's own: see `man bridge`. */
export interface MdbEntry {
  /** The bridge that the entry belongs to. */
  readonly dev: string;
  /** Frames to the group leave by this port; it is the bridge itself where the machine has joined. */
  readonly port: string;
  /** The group: an IPv4, IPv6 or Ethernet multicast address. */
  readonly grp: string;
  /** Only what this address sends: source-specific multicast. */
  readonly src?: string;
  /** It holds for this VLAN only. */
  readonly vid?: number;
  /** `temp`: somebody behind the port has joined, and has to say so again in time. `permanent`: put there by hand. */
  readonly state: string;
  /** `fast_leave`: the entry goes at the first word that somebody leaves. `blocked`: this source is not wanted. `offload`... */
  readonly flags: readonly string[];
}

const mdbEntry: z.ZodType<MdbEntry> = z.looseObject({
  dev: z.string(),
  port: z.string(),
  grp: z.string(),
  src: z.string().optional(),
  vid: z.number().optional(),
  state: z.string(),
  flags: z.array(z.string()),
});

const answer: z.ZodType<{ readonly mdb: readonly MdbEntry[] }> = z.looseObject({ mdb: z.array(mdbEntry) });

/** Reads `bridge -j mdb`: which multicast group is wanted behind which port. The router ports beside it are left out. */
export function parseMdb(text: string): MdbEntry[] {
  return parseRows('bridge -j mdb', text, answer).flatMap(({ mdb }) => mdb);
}
