import * as z from 'zod';
import type { Settings } from './settings.js';

/** The settings of a VXLAN device or of another tunnel: `man ip-link`, VXLAN Type Support and GRE, IPIP, SIT Type Support. */
export interface TunnelData {
  /** vlan: its VLAN id, 1 to 4094. vxlan, geneve: the network id, 0 to 16777215. */
  readonly id?: number;
  /** vxlan, geneve: the UDP port packets go to. */
  readonly port?: number;
  /** Tunnels: the address of this end. */
  readonly local?: string;
  /** Tunnels: the address of the other end. */
  readonly remote?: string;
  /** vxlan: the interface that packets leave by. */
  readonly link?: string;
}

export const tunnelData: Settings<TunnelData> = {
  id: z.number().optional(),
  port: z.number().optional(),
  local: z.string().optional(),
  remote: z.string().optional(),
  link: z.string().optional(),
};
