import { Table, type Decoder } from './decoding.js';
import { arp } from './protocols/arp.js';
import { bgp } from './protocols/bgp.js';
import { dhcp } from './protocols/dhcp.js';
import { dns, dnsOfTcp } from './protocols/dns.js';
import { ethernet, LLC } from './protocols/ethernet.js';
import { geneve } from './protocols/geneve.js';
import { gre } from './protocols/gre.js';
import { http } from './protocols/http.js';
import { icmp } from './protocols/icmp.js';
import { icmpv6 } from './protocols/icmpv6.js';
import { igmp } from './protocols/igmp.js';
import { ipv4 } from './protocols/ipv4.js';
import { fragment } from './protocols/ipv6-fragment.js';
import { destinationOptions, hopByHop } from './protocols/ipv6-options.js';
import { routing } from './protocols/ipv6-routing.js';
import { ipv6 } from './protocols/ipv6.js';
import { lacp } from './protocols/lacp.js';
import { llc } from './protocols/llc.js';
import { mld, mldQuery, mldReport } from './protocols/mld.js';
import { raw } from './protocols/raw.js';
import { sll, sll2 } from './protocols/sll.js';
import { slow } from './protocols/slow.js';
import { stp } from './protocols/stp.js';
import { tcp } from './protocols/tcp.js';
import { udp } from './protocols/udp.js';
import { vlan } from './protocols/vlan.js';
import { vrrp } from './protocols/vrrp.js';
import { vxlan } from './protocols/vxlan.js';

/** Which decoder reads what: a new protocol is a row. */
export const registry: Readonly<Record<Table, ReadonlyMap<number, Decoder>>> = {
  [Table.linkType]: new Map([
    [1, ethernet],
    [12, raw], // OpenBSD’s number for it, and some tools’
    [101, raw],
    [113, sll],
    [228, ipv4],
    [229, ipv6],
    [276, sll2],
  ]),
  [Table.etherType]: new Map([
    [LLC, llc],
    [0x0800, ipv4],
    [0x0806, arp],
    [0x6558, ethernet], // transparent Ethernet bridging: a frame in GRE or Geneve
    [0x8100, vlan],
    [0x86dd, ipv6],
    [0x8809, slow],
    [0x88a8, vlan],
    [0x9100, vlan], // what 802.1ad’s type was before there was 802.1ad
  ]),
  [Table.llc]: new Map([[0x4242, stp]]),
  [Table.slow]: new Map([[1, lacp]]),
  [Table.ipProtocol]: new Map([
    [0, hopByHop],
    [1, icmp],
    [2, igmp],
    [4, ipv4],
    [6, tcp],
    [17, udp],
    [41, ipv6],
    [43, routing],
    [44, fragment],
    [47, gre],
    [58, icmpv6],
    [60, destinationOptions],
    [112, vrrp],
  ]),
  [Table.icmpv6]: new Map([
    [130, mldQuery],
    [131, mld],
    [132, mld],
    [143, mldReport],
  ]),
  [Table.udpPort]: new Map([
    [53, dns],
    [67, dhcp],
    [68, dhcp],
    [4789, vxlan],
    [6081, geneve],
    [8472, vxlan], // Linux’s default, from before there was a number
  ]),
  [Table.tcpPort]: new Map([
    [53, dnsOfTcp],
    [80, http],
    [179, bgp],
    [8000, http], // Python’s, and what people type next
    [8001, http],
    [8002, http],
    [8080, http],
  ]),
};
