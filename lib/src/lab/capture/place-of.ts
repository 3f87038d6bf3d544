import type { Packet, Vantage } from '../../capture/packet.js';
import type { Names } from './names.js';
import type { Tap } from './tcpdump.js';

/** LINUX_SLL2: the interface's number in bytes 4 to 7, what kind of packet in byte 10. tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html */
const SLL2 = 276;
const HEADER = 20;
const OUTGOING = 4;

/**
 * Tells where the packets of one tcpdump were seen; packets of one place share what says it.
 * @example const at = placeOf('node1', { netns: 'red' }, names)(packet)
 */
export function placeOf(host: string, tap: Tap, names: readonly Names[]): (packet: Packet) => Vantage {
  const { netns, direction } = tap;
  const places = new Map<string, Vantage>();
  const shared = (ifname: string, way: 'in' | 'out' | undefined): Vantage => {
    const key = `${way} ${ifname}`;
    const place = places.get(key) ?? { host, netns, ifname, ...(way && { direction: way }) };
    places.set(key, place);
    return place;
  };
  const nameOf = (index: number): string =>
    names
      .findLast((known) => known.get(netns)?.has(index))
      ?.get(netns)
      ?.get(index) ?? `if${index}`;
  return ({ linkType, bytes }) => {
    if (tap.ifname !== undefined || linkType !== SLL2 || bytes.length < HEADER)
      return shared(tap.ifname ?? 'any', direction);
    const index = bytes[4]! * 2 ** 24 + bytes[5]! * 2 ** 16 + bytes[6]! * 2 ** 8 + bytes[7]!;
    return shared(nameOf(index), bytes[10] === OUTGOING ? 'out' : 'in');
  };
}
