import * as z from 'zod';
import type { Settings } from './settings.js';

/** The settings of a macvlan or macvtap device: `man ip-link`, MACVLAN and MACVTAP Type Support. */
export interface MacvlanData {
  /** macvlan: `bridge`, `private`, `vepa`, `passthru`, `source`. ipvlan: `l2`, `l3`, `l3s`. bond: `active-backup`... */
  readonly mode?: string;
  /** macvlan: there, and true, where a child in `passthru` mode leaves its parent choosy. */
  readonly nopromisc?: boolean;
}

export const macvlanData: Settings<MacvlanData> = { mode: z.string().optional(), nopromisc: z.boolean().optional() };
