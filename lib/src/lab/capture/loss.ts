import { complaintOf, countsOf, type Tap } from './tcpdump.js';

/** What one tcpdump said of its packets when it ended. */
export interface Loss {
  /** The machine. */
  readonly host: string;
  /** The network namespace; `''` is the machine's own. */
  readonly netns: string;
  /** The interface; `any` where it listened to all. */
  readonly ifname: string;
  /** Where whole frames were asked for, there is one tcpdump a direction. */
  readonly direction?: 'in' | 'out';
  /** Packets that reached tcpdump. */
  readonly captured: number;
  /** Packets that the filter let through; with a direction, those of the other one too. Not known of one that was broken off. */
  readonly received?: number;
  /** Packets for which the kernel's buffer had no room: they are lost. */
  readonly dropped?: number;
  /** Why it ended before it was asked to. */
  readonly fault?: string;
}

/**
 * What is told of one tcpdump.
 * @param captured how many packets are there, for one that did not come to tell
 */
export function lossOf(
  host: string,
  { netns, ifname = 'any', direction }: Tap,
  { said, complete }: { readonly said: string; readonly complete: boolean },
  captured: number,
): Loss {
  const fault = complete ? complaintOf(said) : `the connection to ${host} broke before it had ended`;
  const counts = countsOf(said) ?? { captured };
  return { host, netns, ifname, ...(direction && { direction }), ...counts, ...(fault !== '' && { fault }) };
}
