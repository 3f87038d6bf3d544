import type { Mark, Protocol } from '../../capture/packet.js';
import type { Family } from '../theme.js';

/** Which colour a layer has: that of the devices that know it best. */
export const families: Readonly<Record<Protocol, Family>> = {
  ...{ sll: 'physical', sll2: 'physical', ethernet: 'physical', llc: 'physical' },
  vlan: 'tag',
  ...{ arp: 'pair', ipv4: 'pair', ipv6: 'pair', 'hop-by-hop': 'pair', routing: 'pair', fragment: 'pair' },
  'destination-options': 'pair',
  ...{ icmp: 'switch', icmpv6: 'switch', igmp: 'switch', mld: 'switch', udp: 'switch', tcp: 'switch' },
  ...{ gre: 'tunnel', vxlan: 'tunnel', geneve: 'tunnel' },
  ...{ lacp: 'bundle', stp: 'bundle', vrrp: 'bundle' },
  ...{ bgp: 'slice', dhcp: 'slice', dns: 'slice', http: 'slice' },
  payload: 'other',
};

/** What is wrong with a layer, in words. */
export const marks: Readonly<Record<Mark, string>> = {
  cut: 'cut short',
  malformed: 'malformed',
  'too-deep': 'too deep: not looked into',
};

/** How people write a protocol’s name. */
export function titleOf(protocol: Protocol): string {
  const written: Partial<Record<Protocol, string>> = {
    ...{ ethernet: 'Ethernet', vlan: 'VLAN', ipv4: 'IPv4', ipv6: 'IPv6', icmpv6: 'ICMPv6', vxlan: 'VXLAN' },
    ...{ geneve: 'Geneve', payload: 'payload', fragment: 'IPv6 fragment', routing: 'IPv6 routing' },
    ...{ sll: 'Linux cooked capture', sll2: 'Linux cooked capture v2' },
    ...{ 'hop-by-hop': 'IPv6 hop-by-hop options', 'destination-options': 'IPv6 destination options' },
  };
  return written[protocol] ?? protocol.toUpperCase();
}
