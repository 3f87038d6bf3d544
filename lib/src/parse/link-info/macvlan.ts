import * as z from 'zod';
import type { Settings } from './settings.js';

/** The settings of a macvlan or ipvlan device: `man ip-link`, MACVLAN and IPVLAN Type Support. */
export interface MacvlanData {
  /** macvlan: `bridge`, `private`, `vepa`, `passthru`. ipvlan: `l2`, `l3`, `l3s`. bond: `active-backup`... */
  readonly mode?: string;
}

export const macvlanData: Settings<MacvlanData> = { mode: z.string().optional() };
