import type { Decoder, Table } from './decoding.js';
import { arp } from './protocols/arp.js';
import { ethernet } from './protocols/ethernet.js';
import { ipv4 } from './protocols/ipv4.js';
import { udp } from './protocols/udp.js';

/** Which decoder reads what: a new protocol is a row. */
export const registry: Readonly<Record<Table, ReadonlyMap<number, Decoder>>> = {
  linkType: new Map([[1, ethernet]]),
  etherType: new Map([
    [0x0800, ipv4],
    [0x0806, arp],
  ]),
  llc: new Map(),
  slow: new Map(),
  ipProtocol: new Map([[17, udp]]),
  icmpv6: new Map(),
  udpPort: new Map(),
  tcpPort: new Map(),
};
