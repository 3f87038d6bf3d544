import * as z from 'zod';
import type { Settings } from './settings.js';

/** The settings of a bond: `man ip-link`, BOND Type Support, and the kernel's Documentation/networking/bonding.rst. */
export interface BondData {
  /** macvlan: `bridge`, `private`, `vepa`, `passthru`. ipvlan: `l2`, `l3`, `l3s`. bond: `active-backup`... */
  readonly mode?: string;
  /** bond: how often the carrier is looked at, in milliseconds; 0: never. */
  readonly miimon?: number;
  /** bond: the port that carries the traffic. */
  readonly active_slave?: string;
}

export const bondData: Settings<BondData> = {
  mode: z.string().optional(),
  miimon: z.number().optional(),
  active_slave: z.string().optional(),
};
