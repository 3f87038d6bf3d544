import * as z from 'zod';
import { parseRows } from './json.js';

/** What is known of one neighbour, as `ip -j neigh` tells it. Every key is iproute2's own: see `man ip-neighbour`. */
export interface Neighbour {
  /** The neighbour's IP address. */
  readonly dst: string;
  /** The interface it is reached by. */
  readonly dev?: string;
  /** Its hardware address (MAC). Absent while nobody has answered. */
  readonly lladdr?: string;
  /**
   * `REACHABLE`: it answered a moment ago. `STALE`: it answered once. `DELAY`, `PROBE`: the kernel makes sure.
   * `INCOMPLETE`: asked, no answer yet. `FAILED`: nobody answered. `PERMANENT`: put there by hand.
   * Absent only where this machine answers in place of somebody else (`proxy`).
   */
  readonly state?: readonly string[];
  /** There, with the value `null`, when the neighbour says that it is a router (IPv6). */
  readonly router?: null;
  /** There, with the value `null`, when this machine answers for that address. */
  readonly proxy?: null;
  /** There, with the value `null`, when a program and not the kernel learned it. */
  readonly extern_learn?: null;
}

const neighbour: z.ZodType<Neighbour> = z.looseObject({
  dst: z.string(),
  dev: z.string().optional(),
  lladdr: z.string().optional(),
  state: z.array(z.string()).optional(),
  router: z.null().optional(),
  proxy: z.null().optional(),
  extern_learn: z.null().optional(),
});

/** Reads `ip -j neigh`, the table of who was found on the link. */
export function parseNeighbours(text: string): Neighbour[] {
  return parseRows('ip -j neigh', text, neighbour);
}
