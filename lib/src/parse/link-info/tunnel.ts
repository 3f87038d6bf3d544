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
  /** vxlan: the multicast group that frames for unknown MACs go to, where there is no `remote`. */
  readonly group?: string;
  /** vxlan: whether it learns from the frames that come in which MAC is behind which machine. */
  readonly learning?: boolean;
  /** vxlan: how long a learned MAC is kept, in seconds. */
  readonly ageing?: number;
  /** Tunnels: the time to live of the outer packet; 0: the machine's default, 64. */
  readonly ttl?: number;
  /** vxlan, geneve: whether the outer packet may be cut into fragments: `unset` it may, `set` it may not, `inherit` as the inner one. */
  readonly df?: string;
  /** vxlan, geneve: whether the outer UDP header has a checksum. */
  readonly udp_csum?: boolean;
  /** vxlan, geneve: whether each packet brings its own id and remote, from a route or a program (`external`). */
  readonly external?: boolean;
}

export const tunnelData: Settings<TunnelData> = {
  id: z.number().optional(),
  port: z.number().optional(),
  local: z.string().optional(),
  remote: z.string().optional(),
  link: z.string().optional(),
  group: z.string().optional(),
  learning: z.boolean().optional(),
  ageing: z.number().optional(),
  ttl: z.number().optional(),
  df: z.string().optional(),
  udp_csum: z.boolean().optional(),
  external: z.boolean().optional(),
};
