import * as z from 'zod';
import type { Settings } from './settings.js';

/** The settings of a VLAN device: `man ip-link`, VLAN Type Support. */
export interface VlanData {
  /** vlan: its VLAN id, 0 to 4094. vxlan, geneve: the network id, 0 to 16777215. */
  readonly id?: number;
  /** vlan: `802.1Q`, or `802.1ad` for the outer tag of two. */
  readonly protocol?: string;
  /** vlan: `REORDER_HDR`: who listens at it sees frames without their tag. `LOOSE_BINDING`: it need not go up and down with its parent. */
  readonly flags?: readonly string[];
  /** vlan: what a tag's priority (`from`) becomes inside (`to`). */
  readonly ingress_qos?: readonly QosMapping[];
  /** vlan: what a packet's priority inside (`from`) becomes in the tag (`to`, 0 to 7); what is not listed becomes 0. */
  readonly egress_qos?: readonly QosMapping[];
}

/** One priority in place of another. */
export interface QosMapping {
  /** The one that it has. */
  readonly from: number;
  /** The one that it gets. */
  readonly to: number;
}

const mappings = z.array(z.looseObject({ from: z.number(), to: z.number() }));

export const vlanData: Settings<VlanData> = {
  id: z.number().optional(),
  protocol: z.string().optional(),
  flags: z.array(z.string()).optional(),
  ingress_qos: mappings.optional(),
  egress_qos: mappings.optional(),
};
