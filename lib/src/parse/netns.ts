import * as z from 'zod';
import { parseRows } from './json.js';

/** One network namespace with a name, as `ip -j netns list` tells it: see `man ip-netns`. */
export interface Netns {
  /** The name of its file in /run/netns. */
  readonly name: string;
  /** What the asking namespace calls it by number. It has none until a link leads there. */
  readonly id?: number;
}

const netns: z.ZodType<Netns> = z.looseObject({ name: z.string(), id: z.number().optional() });

/** Reads `ip -j netns list`. */
export function parseNetns(text: string): Netns[] {
  return parseRows('ip -j netns list', text, netns);
}
