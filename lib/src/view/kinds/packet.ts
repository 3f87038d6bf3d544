import type { Packet } from '../../capture/packet.js';
import { summary } from '../../capture/summary.js';
import { type Kind, keys } from './columns-of.js';

/** A packet of a capture, in a list of them. */
export const packet: Kind = {
  known: [['linkType', 'bytes', 'layers']],
  columns: [
    ...keys('number'),
    {
      title: 'ms',
      value: ({ time }: Packet, [first]: readonly Packet[]) => Number(time - (first?.time ?? time)) / 1e6,
      digits: 3,
    },
    ...keys('at.host', 'at.netns').map((column) => ({ ...column, title: column.title.slice(3) })),
    { title: 'dev', value: 'at.ifname' },
    { title: 'dir', value: 'at.direction' },
    { title: 'bytes', value: 'length' },
    // Who looks for MACs shows one packet: here they would take the room of what differs from line to line.
    { title: 'summary', value: (one: Packet) => summary(one).replace(/^ethernet [^,(]*, /, '') },
  ],
};
