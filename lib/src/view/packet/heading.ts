import type { Packet } from '../../capture/packet.js';
import { oneLine } from '../escape.js';

/**
 * What a packet is and where it was seen, in a line.
 * @example headingOf(packet) // 'Packet 3: ICMP echo request 10.0.0.1 > 10.0.0.2, node1/red/eth0 out, 98 bytes'
 */
export function headingOf({ number, at, length }: Packet): string {
  const place =
    at &&
    [at.host, at.netns, at.ifname].filter((part) => part !== '').join('/') + (at.direction ? ` ${at.direction}` : '');
  return oneLine([`Packet ${number}`, place, `${length} bytes`].filter((part) => part !== undefined).join(', '));
}
