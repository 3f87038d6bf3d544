import * as z from 'zod';
import type { Settings } from './settings.js';

/** The settings of a VLAN device: `man ip-link`, VLAN Type Support. */
export interface VlanData {
  /** vlan: its VLAN id, 1 to 4094. vxlan, geneve: the network id, 0 to 16777215. */
  readonly id?: number;
  /** vlan: `802.1Q`, or `802.1ad` for the outer tag of two. */
  readonly protocol?: string;
}

export const vlanData: Settings<VlanData> = { id: z.number().optional(), protocol: z.string().optional() };
