import * as z from 'zod';
import type { Settings } from './settings.js';

/**
 * The settings of an ipvlan device: `man ip-link`, IPVLAN Type Support. The mode is the parent's: all its children have
 * the same. One of the three flags is there, and true.
 */
export interface IpvlanData {
  /** macvlan: `bridge`, `private`, `vepa`, `passthru`, `source`. ipvlan: `l2`, `l3`, `l3s`. bond: `active-backup`... */
  readonly mode?: string;
  /** ipvlan: its siblings are handed what is theirs inside the machine. */
  readonly bridge?: boolean;
  /** ipvlan: its siblings are not reached. */
  readonly private?: boolean;
  /** ipvlan: what is for its siblings goes out to the switch. */
  readonly vepa?: boolean;
}

export const ipvlanData: Settings<IpvlanData> = {
  mode: z.string().optional(),
  bridge: z.boolean().optional(),
  private: z.boolean().optional(),
  vepa: z.boolean().optional(),
};
