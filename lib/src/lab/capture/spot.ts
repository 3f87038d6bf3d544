import type { Connection } from '../../transport/connection.js';
import type { Tap } from './tcpdump.js';

/** Where to listen: a namespace of a machine (`''` its own), all interfaces of it or one. */
export interface Spot {
  readonly connection: Connection;
  readonly netns: string;
  readonly ifname?: string;
}

/** What is listened to on one machine. */
export interface Listening {
  readonly connection: Connection;
  readonly taps: readonly Tap[];
}

/** The tcpdumps that spots need, by machine. A spot that is named twice is one. */
export function byMachine(spots: readonly Spot[]): Listening[] {
  const machines = new Map<Connection, Map<string, Tap>>();
  for (const { connection, netns, ifname } of spots) {
    const taps = machines.get(connection) ?? new Map<string, Tap>();
    machines.set(connection, taps);
    if (ifname === undefined) taps.set(netns, { netns });
    else
      for (const direction of ['in', 'out'] as const)
        taps.set(`${netns}/${ifname}/${direction}`, { netns, ifname, direction });
  }
  return [...machines].map(([connection, taps]) => ({ connection, taps: [...taps.values()] }));
}

/** The namespaces of taps, each once. */
export const namespacesOf = (taps: readonly Tap[]): string[] => [...new Set(taps.map(({ netns }) => netns))];
