import type { Vantage } from './packet.js';

/** How a place is called in a file: `node1/red/eth0`, `node1/eth0` in the machine’s own namespace. Linux has no `/` in a name. */
export const interfaceName = ({ host, netns, ifname }: Vantage): string =>
  [host, netns, ifname].filter((part) => part !== '').join('/');

/** The place that a file’s interface name tells of; of another program’s, only the interface is known. */
export function vantageOf(name: string): Vantage {
  const parts = name.split('/');
  if (parts.length === 3) return { host: parts[0]!, netns: parts[1]!, ifname: parts[2]! };
  if (parts.length === 2) return { host: parts[0]!, netns: '', ifname: parts[1]! };
  return { host: '', netns: '', ifname: name };
}
