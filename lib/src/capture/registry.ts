import type { Decoder, Table } from './decoding.js';
import { arp } from './protocols/arp.js';
import { ethernet, LLC } from './protocols/ethernet.js';
import { geneve } from './protocols/geneve.js';
import { gre } from './protocols/gre.js';
import { icmp } from './protocols/icmp.js';
import { icmpv6 } from './protocols/icmpv6.js';
import { ipv4 } from './protocols/ipv4.js';
import { fragment } from './protocols/ipv6-fragment.js';
import { destinationOptions, hopByHop } from './protocols/ipv6-options.js';
import { routing } from './protocols/ipv6-routing.js';
import { ipv6 } from './protocols/ipv6.js';
import { llc } from './protocols/llc.js';
import { raw } from './protocols/raw.js';
import { sll, sll2 } from './protocols/sll.js';
import { tcp } from './protocols/tcp.js';
import { udp } from './protocols/udp.js';
import { vlan } from './protocols/vlan.js';
import { vxlan } from './protocols/vxlan.js';

/** Which decoder reads what: a new protocol is a row. */
export const registry: Readonly<Record<Table, ReadonlyMap<number, Decoder>>> = {
  linkType: new Map([
    [1, ethernet],
    [12, raw], // OpenBSD’s number for it, and some tools’
    [101, raw],
    [113, sll],
    [228, ipv4],
    [229, ipv6],
    [276, sll2],
  ]),
  etherType: new Map([
    [LLC, llc],
    [0x0800, ipv4],
    [0x0806, arp],
    [0x6558, ethernet], // transparent Ethernet bridging: a frame in GRE or Geneve
    [0x8100, vlan],
    [0x86dd, ipv6],
    [0x88a8, vlan],
    [0x9100, vlan], // what 802.1ad’s type was before there was 802.1ad
  ]),
  llc: new Map(),
  slow: new Map(),
  ipProtocol: new Map([
    [0, hopByHop],
    [1, icmp],
    [4, ipv4],
    [6, tcp],
    [17, udp],
    [41, ipv6],
    [43, routing],
    [44, fragment],
    [47, gre],
    [58, icmpv6],
    [60, destinationOptions],
  ]),
  icmpv6: new Map(),
  udpPort: new Map([
    [4789, vxlan],
    [6081, geneve],
    [8472, vxlan], // Linux’s default, from before there was a number
  ]),
  tcpPort: new Map(),
};
