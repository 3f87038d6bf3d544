import * as z from 'zod';
import type { Settings } from './settings.js';

/** The settings of a bridge: `man ip-link`, BRIDGE Type Support. */
export interface BridgeData {
  /** bridge: 1 when the spanning tree protocol runs. */
  readonly stp_state?: number;
  /** bridge: 1 when ports are kept apart by VLAN. */
  readonly vlan_filtering?: number;
  /** bridge: how long a learned MAC is kept, in hundredths of a second. */
  readonly ageing_time?: number;
  /** bridge: how long a port listens, then learns, before it forwards, in hundredths of a second. */
  readonly forward_delay?: number;
  /** bridge: its priority and MAC, by which the spanning tree knows it. */
  readonly bridge_id?: string;
  /** bridge: the same of the root of its spanning tree. */
  readonly root_id?: string;
}

export const bridgeData: Settings<BridgeData> = {
  stp_state: z.number().optional(),
  vlan_filtering: z.number().optional(),
  ageing_time: z.number().optional(),
  forward_delay: z.number().optional(),
  bridge_id: z.string().optional(),
  root_id: z.string().optional(),
};
