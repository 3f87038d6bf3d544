import type { EndReason } from './journey.js';
import type { Packet } from '../packet.js';

/** A packet that a kernel threw away, and where in its code. */
export interface Drop {
  readonly host: string;
  /** The namespace of the device or socket that it belonged to; `''` is the machine’s own. */
  readonly netns: string;
  /** The device that had it, where one did. */
  readonly ifname?: string;
  /** Nanoseconds since 1970 by that machine’s clock. */
  readonly time: bigint;
  /** The function that threw it away: `ip_forward`. */
  readonly location: string;
  /** The kernel’s own word (`enum skb_drop_reason`): `IP_RPFILTER`; `NOT_SPECIFIED` where it has none. */
  readonly reason: string;
  /** Its bytes from the IP or ARP header on, as far as they were kept. */
  readonly packet: Packet;
  /** What was found out beside: a rule’s text, what a bridge’s ports carry. */
  readonly evidence?: readonly string[];
  /** What it means, where that is known better than by location and reason. */
  readonly means?: EndReason;
}
