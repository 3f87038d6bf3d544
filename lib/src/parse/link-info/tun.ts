import * as z from 'zod';
import type { Settings } from './settings.js';

/** The settings of a tun or tap device: `man ip-tuntap`. */
export interface TunData {
  /** tun: `tun` carries IP packets, `tap` carries Ethernet frames. */
  readonly type?: string;
}

export const tunData: Settings<TunData> = { type: z.string().optional() };
