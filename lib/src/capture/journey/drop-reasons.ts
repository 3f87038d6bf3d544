import type { EndReason } from './journey.js';

/** What a kernel’s drop means. The first row whose location and reason both fit is the one. */
export interface DropReason {
  /** The function of the kernel; any where not given. */
  readonly location?: RegExp;
  /** The kernel’s word for the reason; any where not given. */
  readonly reason?: RegExp;
  /** Undefined where the packet had got where it was going, and only a copy or its shell was thrown away. */
  readonly means: EndReason | undefined;
  /** What happened, to be followed by where. */
  readonly says: string;
  /** A command that shows the cause; `DEV` stands for the device. */
  readonly look?: string;
}

/**
 * What Linux’s drops mean: include/net/dropreason-core.h tells the reasons; where a drop has none, the function tells.
 */
export const DROP_REASONS: readonly DropReason[] = [
  // ping’s reply is given to its raw socket as a copy; the original finds no ping socket.
  { location: /^(icmp_rcv|icmpv6_rcv|ping_rcv)$/, reason: /^(NO_SOCKET|NOT_SPECIFIED)$/, means: undefined, says: '' },
  { location: /^t?packet_rcv/, means: undefined, says: '' },
  // An ICMP error that a socket was told of, when the socket is closed.
  { reason: /^QUEUE_PURGE$/, means: undefined, says: '' },
  {
    reason: /^IP_RPFILTER$/,
    means: 'reverse-path',
    says: 'The reverse path filter threw it away: a packet back to its source would leave by another device',
    look: 'sysctl net.ipv4.conf.all.rp_filter net.ipv4.conf.DEV.rp_filter',
  },
  {
    reason: /^NETFILTER_DROP$/,
    means: 'firewall',
    says: 'A firewall rule dropped it',
    look: 'nft list ruleset',
  },
  {
    reason: /^PKT_TOO_BIG$/,
    means: 'too-big',
    says: 'It is larger than the MTU of the next device, and must not be cut (DF)',
    look: 'ip link',
  },
  // A device whose other end has a smaller MTU.
  {
    location: /^(veth_xmit|__dev_forward_skb|__dev_forward_skb2|br_dev_queue_push_xmit|br_forward_finish)$/,
    means: 'too-big',
    says: 'It is larger than the MTU of the next device',
    look: 'ip link',
  },
  {
    reason: /^(IP_INNOROUTES|IP_OUTNOROUTES|IP6INNOROUTES)$/,
    means: 'no-route',
    says: 'There is no route to its destination',
    look: 'ip route',
  },
  // Linux counts it so for lack of a better word. With forwarding on, a packet that has no way is none of these.
  {
    location: /^ip_error$/,
    reason: /^IP_INADDRERRORS$/,
    means: 'not-forwarding',
    says: 'It is for another machine, and this one does not forward what comes in there',
    look: 'sysctl net.ipv4.ip_forward net.ipv4.conf.DEV.forwarding',
  },
  {
    location: /^(ip_error|ip6_pkt_discard|ip6_pkt_drop)$/,
    means: 'no-route',
    says: 'There is no route to its destination',
    look: 'ip route',
  },
  {
    location: /^(__allowed_ingress|br_allowed_ingress|br_handle_vlan|br_handle_ingress_vlan_tunnel)$/,
    means: 'vlan',
    says: 'The bridge’s port is no member of the frame’s VLAN',
    look: 'bridge vlan show dev DEV',
  },
  {
    location: /^(br_handle_frame_finish|br_forward|__br_forward|br_flood|br_dev_xmit)$/,
    means: 'other',
    says: 'The bridge has no port to send it on by',
    look: 'bridge -d link',
  },
  {
    location: /^(ip_forward|ip6_forward)$/,
    reason: /^IP_INHDR$/,
    means: 'ttl',
    says: 'Its TTL was used up',
  },
  {
    reason: /^(NEIGH_FAILED|NEIGH_CREATEFAIL|NEIGH_QUEUEFULL|NEIGH_DEAD)$/,
    means: 'no-neighbour',
    says: 'Nobody answered for the MAC of the next address',
    look: 'ip neigh',
  },
  {
    location: /^(arp_error_report|ndisc_error_report|neigh_.*)$/,
    means: 'no-neighbour',
    says: 'Nobody answered for the MAC of the next address',
    look: 'ip neigh',
  },
  {
    reason: /^(NO_SOCKET|IP_NOPROTO)$/,
    means: 'no-listener',
    says: 'No program listens on its port',
    look: 'ss -lntu',
  },
  {
    reason: /^(OTHERHOST|IPV6_NDISC_NS_OTHERHOST)$/,
    means: 'not-mine',
    says: 'Its MAC is another machine’s: a flooded copy, not for this one',
  },
  {
    location: /^(ip6_mc_input|ip_mr_input|igmp_rcv)$/,
    means: 'not-mine',
    says: 'Nobody here has joined its multicast group',
  },
];
