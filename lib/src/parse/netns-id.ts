import * as z from 'zod';
import { parseRows } from './json.js';

/** One number that this namespace uses for another: the `link_netnsid` of a link. See `man ip-netns`. */
export interface NetnsId {
  readonly nsid: number;
  /** Absent when the other namespace has no name, such as a container's. */
  readonly name?: string;
}

const netnsId: z.ZodType<NetnsId> = z.looseObject({ nsid: z.number(), name: z.string().optional() });

/** Reads `ip -j netns list-id`. */
export function parseNetnsIds(text: string): NetnsId[] {
  return parseRows('ip -j netns list-id', text, netnsId);
}
