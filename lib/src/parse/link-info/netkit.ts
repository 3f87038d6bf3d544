import * as z from 'zod';
import type { Settings } from './settings.js';

/**
 * The settings of one end of a netkit pair: `man ip-link`, NETKIT Type Support. Only the primary end, the one that was named first,
 * can change them.
 */
export interface NetkitData {
  /**
   * macvlan: `bridge`, `private`, `vepa`, `passthru`, `source`. ipvlan: `l2`, `l3`, `l3s`. bond: `active-backup`... netkit: `l3` has
   * no MAC and asks for none, `l2` is as veth.
   */
  readonly mode?: string;
  /** tun: `tun` carries IP packets, `tap` carries Ethernet frames. netkit: `primary` or `peer`, which end this is. */
  readonly type?: string;
  /** netkit: what becomes of a packet that is sent here while no program is attached: `forward`, or `blackhole`, which drops it. */
  readonly policy?: string;
  /** netkit: the same for what is sent at the other end. */
  readonly peer_policy?: string;
  /** netkit: whether a packet's mark and priority are cleared on its way to another namespace: `default`, or `none`, which keeps them. */
  readonly scrub?: string;
  /** netkit: the same for what is sent at the other end. */
  readonly peer_scrub?: string;
}

export const netkitData: Settings<NetkitData> = {
  mode: z.string().optional(),
  type: z.string().optional(),
  policy: z.string().optional(),
  peer_policy: z.string().optional(),
  scrub: z.string().optional(),
  peer_scrub: z.string().optional(),
};
