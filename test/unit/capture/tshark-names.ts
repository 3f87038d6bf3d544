import type { Field, Protocol } from '../../../lib/src/capture/packet.js';
import { CONTROL_FIELDS, CONTROL_PROTOCOLS } from './tshark-names-control.js';
import type { TsharkField } from './tshark.js';

/** How tshark calls a field: one name or several, of which a packet has one; or nothing where tshark does not tell it as one. */
export interface Known {
  readonly names: readonly string[];
  /** What our value is by tshark’s field; where not said, `show` as a number, a flag or a text like ours. */
  readonly read?: (field: TsharkField) => Field['value'];
  /** tshark’s field has other bytes than ours, for a reason. */
  readonly elsewhere?: true;
  /** Several fields of ours are called so by tshark. */
  readonly shared?: true;
  /** tshark leaves it out of packets in which it means nothing. */
  readonly sometimes?: true;
}

export type Names = Readonly<Record<string, string | Known | undefined>>;

/** tshark’s protocols that have a layer of ours. */
export const PROTOCOLS: ReadonlyMap<string, Protocol | 'sll*'> = new Map([
  ['eth', 'ethernet'],
  ['sll', 'sll*'],
  ['llc', 'llc'],
  ['vlan', 'vlan'],
  ['ieee8021ad', 'vlan'],
  ['arp', 'arp'],
  ['ip', 'ipv4'],
  ['ipv6', 'ipv6'],
  ['ipv6.hopopts', 'hop-by-hop'],
  ['ipv6.routing', 'routing'],
  ['ipv6.fraghdr', 'fragment'],
  ['ipv6.dstopts', 'destination-options'],
  ['icmp', 'icmp'],
  ['icmpv6', 'icmpv6'],
  ['udp', 'udp'],
  ['tcp', 'tcp'],
  ['gre', 'gre'],
  ['vxlan', 'vxlan'],
  ['geneve', 'geneve'],
  ...CONTROL_PROTOCOLS,
]);

/** Its bytes, which tshark shows in another way. */
const digits = (...names: string[]): Known => ({ names, read: ({ value }) => value });
/** tshark has no field of its own for it. */
const untold: Known = { names: [] };

const there = (...names: string[]): Known => ({ names, read: () => true });
/** Of a route, which addresses are passed tshark tells by another name. */
const route: Known = { names: ['ip.rec_rt', 'ip.cur_rt', 'ip.src_rt', 'ip.empty_rt'], shared: true };
const ipv6Options: Names = {
  pad1: there('ipv6.opt.pad1'),
  padN: { ...there('ipv6.opt.padn'), elsewhere: true }, // ours is the option, tshark’s its value
  routerAlert: 'ipv6.opt.router_alert',
  jumboPayloadLength: 'ipv6.opt.jumbo',
  option: untold,
};

/** Our fields by protocol. The test wants a row for every one that is ever met. */
export const FIELDS: Readonly<Partial<Record<Protocol, Names>>> = {
  ethernet: { dst: 'eth.dst', src: 'eth.src', type: { names: ['eth.type', 'eth.len'] } },
  llc: {
    dsap: 'llc.dsap',
    ssap: 'llc.ssap',
    control: 'llc.control',
    oui: 'llc.oui',
    type: { names: ['llc.type', 'llc.pid'] },
  },
  sll: {
    packetType: 'sll.pkttype',
    arphrd: 'sll.hatype',
    addressLength: 'sll.halen',
    src: { names: ['sll.src.eth', 'sll.src.other'] },
    type: { names: ['sll.etype', 'sll.ltype'] },
  },
  sll2: {
    packetType: 'sll.pkttype',
    arphrd: 'sll.hatype',
    addressLength: 'sll.halen',
    ifindex: 'sll.ifindex',
    src: { names: ['sll.src.eth', 'sll.src.other'] },
    type: { names: ['sll.etype', 'sll.ltype'] },
  },
  vlan: {
    priority: { names: ['vlan.priority', 'ieee8021ad.priority'] },
    dei: { names: ['vlan.dei', 'ieee8021ad.dei'] },
    vid: { names: ['vlan.id', 'ieee8021ad.id'] },
    type: { names: ['vlan.etype', 'vlan.len', 'ieee8021ah.etype', 'ieee8021ah.len'] },
  },
  arp: {
    hardwareType: 'arp.hw.type',
    protocolType: 'arp.proto.type',
    hardwareLength: 'arp.hw.size',
    protocolLength: 'arp.proto.size',
    operation: 'arp.opcode',
    senderMac: 'arp.src.hw_mac',
    senderIp: 'arp.src.proto_ipv4',
    targetMac: 'arp.dst.hw_mac',
    targetIp: 'arp.dst.proto_ipv4',
  },
  ipv4: {
    version: 'ip.version',
    headerLength: 'ip.hdr_len',
    dscp: 'ip.dsfield.dscp',
    ecn: 'ip.dsfield.ecn',
    totalLength: 'ip.len',
    id: 'ip.id',
    df: 'ip.flags.df',
    mf: 'ip.flags.mf',
    fragmentOffset: { names: ['ip.frag_offset'], read: ({ show }) => 8 * Number(show) },
    ttl: 'ip.ttl',
    protocol: 'ip.proto',
    checksum: 'ip.checksum',
    src: 'ip.src',
    dst: 'ip.dst',
    endOfOptions: there('ip.options.eol'),
    nop: there('ip.options.nop'),
    option: untold,
    routerAlert: 'ip.opt.ra',
    routePointer: untold,
    recordRoute: route,
    looseSourceRoute: route,
    strictSourceRoute: route,
    timestampPointer: untold,
    timestampOverflow: 'ip.opt.overflow',
    timestampFlag: 'ip.opt.flag',
    timestampAddress: 'ip.opt.time_stamp_addr',
    timestamp: 'ip.opt.time_stamp',
  },
  ipv6: {
    version: 'ipv6.version',
    trafficClass: 'ipv6.tclass',
    flowLabel: 'ipv6.flow',
    payloadLength: 'ipv6.plen',
    nextHeader: 'ipv6.nxt',
    hopLimit: 'ipv6.hlim',
    src: 'ipv6.src',
    dst: 'ipv6.dst',
  },
  udp: { srcPort: 'udp.srcport', dstPort: 'udp.dstport', length: 'udp.length', checksum: 'udp.checksum' },
  tcp: {
    srcPort: 'tcp.srcport',
    dstPort: 'tcp.dstport',
    seq: 'tcp.seq',
    ack: 'tcp.ack',
    headerLength: 'tcp.hdr_len',
    fin: 'tcp.flags.fin',
    syn: 'tcp.flags.syn',
    rst: 'tcp.flags.reset',
    psh: 'tcp.flags.push',
    ackFlag: 'tcp.flags.ack',
    urg: 'tcp.flags.urg',
    ece: 'tcp.flags.ece',
    cwr: 'tcp.flags.cwr',
    window: 'tcp.window_size_value',
    checksum: 'tcp.checksum',
    urgentPointer: 'tcp.urgent_pointer',
    endOfOptions: there('tcp.options.eol'),
    nop: there('tcp.options.nop'),
    option: untold,
    mss: 'tcp.options.mss_val',
    windowScale: 'tcp.options.wscale.shift',
    sackPermitted: there('tcp.options.sack_perm'),
    sackLeft: 'tcp.options.sack_le',
    sackRight: 'tcp.options.sack_re',
    tsval: 'tcp.options.timestamp.tsval',
    tsecr: 'tcp.options.timestamp.tsecr',
    fastOpenCookie: digits('tcp.options.tfo.cookie'),
  },
  'hop-by-hop': { ...ipv6Options, nextHeader: 'ipv6.hopopts.nxt', headerLength: 'ipv6.hopopts.len' },
  'destination-options': { ...ipv6Options, nextHeader: 'ipv6.dstopts.nxt', headerLength: 'ipv6.dstopts.len' },
  routing: {
    nextHeader: 'ipv6.routing.nxt',
    headerLength: 'ipv6.routing.len',
    type: 'ipv6.routing.type',
    segmentsLeft: 'ipv6.routing.segleft',
    lastEntry: 'ipv6.routing.srh.last_entry',
    flags: 'ipv6.routing.srh.flags',
    tag: { names: ['ipv6.routing.srh.tag'], read: ({ value }) => parseInt(value, 16) },
    segment: 'ipv6.routing.srh.addr',
    data: untold,
  },
  fragment: {
    nextHeader: 'ipv6.fraghdr.nxt',
    fragmentOffset: { names: ['ipv6.fraghdr.offset'], read: ({ show }) => 8 * Number(show) },
    mf: 'ipv6.fraghdr.more',
    id: 'ipv6.fraghdr.ident',
  },
  icmp: {
    type: 'icmp.type',
    code: 'icmp.code',
    checksum: 'icmp.checksum',
    id: 'icmp.ident',
    seq: 'icmp.seq',
    mtu: 'icmp.mtu',
    gateway: 'icmp.redir_gw',
    pointer: 'icmp.pointer',
    originateTime: 'icmp.originate_timestamp',
    receiveTime: 'icmp.receive_timestamp',
    transmitTime: 'icmp.transmit_timestamp',
    mask: untold,
  },
  icmpv6: {
    type: 'icmpv6.type',
    code: 'icmpv6.code',
    checksum: 'icmpv6.checksum',
    id: 'icmpv6.echo.identifier',
    seq: 'icmpv6.echo.sequence_number',
    mtu: { names: ['icmpv6.mtu', 'icmpv6.opt.mtu'] },
    pointer: 'icmpv6.pointer',
    target: {
      names: ['icmpv6.nd.ns.target_address', 'icmpv6.nd.na.target_address', 'icmpv6.nd.rd.target_address'],
    },
    destination: 'icmpv6.rd.na.destination_address',
    curHopLimit: 'icmpv6.nd.ra.cur_hop_limit',
    managed: 'icmpv6.nd.ra.flag.m',
    otherConfig: 'icmpv6.nd.ra.flag.o',
    preference: 'icmpv6.nd.ra.flag.prf',
    routerLifetime: 'icmpv6.nd.ra.router_lifetime',
    reachableTime: 'icmpv6.nd.ra.reachable_time',
    retransTimer: 'icmpv6.nd.ra.retrans_timer',
    router: 'icmpv6.nd.na.flag.r',
    solicited: 'icmpv6.nd.na.flag.s',
    override: 'icmpv6.nd.na.flag.o',
    sourceLinkLayerAddress: 'icmpv6.opt.src_linkaddr',
    targetLinkLayerAddress: 'icmpv6.opt.target_linkaddr',
    prefixLength: 'icmpv6.opt.prefix.length',
    onLink: 'icmpv6.opt.prefix.flag.l',
    autonomous: 'icmpv6.opt.prefix.flag.a',
    validLifetime: 'icmpv6.opt.prefix.valid_lifetime',
    preferredLifetime: 'icmpv6.opt.prefix.preferred_lifetime',
    prefix: 'icmpv6.opt.prefix',
    redirected: untold,
    nonce: digits('icmpv6.opt.nonce'),
    dnsLifetime: 'icmpv6.opt.rdnss.lifetime',
    dnsServer: 'icmpv6.opt.rdnss',
    option: untold,
  },
  gre: {
    flags: untold,
    version: 'gre.flags.version',
    protocol: 'gre.proto',
    checksum: 'gre.checksum',
    offset: 'gre.offset',
    key: 'gre.key',
    seq: 'gre.sequence_number',
  },
  vxlan: {
    // tshark counts the first two bytes as flags, for an extension that has one in the second.
    flags: { names: ['vxlan.flags'], read: ({ show }) => Number(show) >> 8, elsewhere: true },
    vni: 'vxlan.vni',
  },
  geneve: {
    version: 'geneve.version',
    // Its name is also that of each option’s length.
    optionsLength: untold,
    oam: 'geneve.flags.oam',
    critical: 'geneve.flags.critical',
    protocol: 'geneve.proto_type',
    vni: 'geneve.vni',
    option: digits('geneve.option'),
  },
  ...CONTROL_FIELDS,
};
