import * as z from 'zod';
import type { Settings } from './settings.js';

/** The settings of a tun or tap device: `man ip-tuntap`. */
export interface TunData {
  /** tun: `tun` carries IP packets, `tap` carries Ethernet frames. */
  readonly type?: string;
  /** tun: it stays when no program holds it. Without, it is gone with the program. */
  readonly persist?: boolean;
  /** tun: four bytes stand before each packet, flags and protocol: the packet information. */
  readonly pi?: boolean;
  /** tun: the user who may hold it without being root. */
  readonly user?: string;
}

export const tunData: Settings<TunData> = {
  type: z.string().optional(),
  persist: z.boolean().optional(),
  pi: z.boolean().optional(),
  user: z.string().optional(),
};
