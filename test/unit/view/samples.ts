import type { Difference } from '../../../lib/src/view/difference.js';

// Written by hand in the shape of `ip -j` (iproute2 6.15), shortened to the keys that are shown.

export const links = [
  {
    ifindex: 1,
    ifname: 'lo',
    flags: ['LOOPBACK', 'UP', 'LOWER_UP'],
    mtu: 65536,
    operstate: 'UNKNOWN',
    address: '00:00:00:00:00:00',
  },
  {
    ifindex: 3,
    ifname: 'eth0',
    flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
    mtu: 1500,
    operstate: 'UP',
    address: '52:54:00:00:01:01',
    master: 'br0',
  },
  {
    ifindex: 4,
    ifname: 'eth1',
    flags: ['NO-CARRIER', 'BROADCAST', 'MULTICAST', 'UP'],
    mtu: 1500,
    operstate: 'DOWN',
    address: '52:54:00:00:01:02',
  },
  {
    ifindex: 5,
    ifname: 'br0',
    flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
    mtu: 1500,
    operstate: 'UP',
    address: '0a:00:00:00:00:05',
    linkinfo: { info_kind: 'bridge', info_data: { stp_state: 0 } },
  },
  {
    ifindex: 7,
    ifname: 'veth-red',
    link_index: 2,
    link_netnsid: 0,
    flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
    mtu: 1500,
    operstate: 'UP',
    address: '0a:00:00:00:00:07',
    master: 'br0',
    linkinfo: { info_kind: 'veth' },
  },
  {
    ifindex: 8,
    ifname: 'eth1.10',
    link: 'eth1',
    flags: ['BROADCAST', 'MULTICAST'],
    mtu: 1500,
    operstate: 'DOWN',
    address: '52:54:00:00:01:02',
    linkinfo: { info_kind: 'vlan', info_data: { protocol: '802.1Q', id: 10 } },
  },
];

export const addresses = [
  {
    ifname: 'eth0',
    addr_info: [
      { family: 'inet', local: '10.0.0.1', prefixlen: 24, scope: 'global', label: 'eth0' },
      { family: 'inet6', local: 'fe80::5054:ff:fe00:101', prefixlen: 64, scope: 'link' },
    ],
  },
  { ifname: 'eth1', addr_info: [] },
];

export const routes = [
  { dst: 'default', gateway: '10.0.0.254', dev: 'eth0', flags: [] },
  { dst: '10.0.0.0/24', dev: 'eth0', protocol: 'kernel', scope: 'link', prefsrc: '10.0.0.1', metric: 100, flags: [] },
  { type: 'unreachable', dst: '10.9.0.0/16', dev: 'lo', flags: ['linkdown'] },
];

export const hostile = '<script>alert(1)</script>"\'&\u001b[2J\u202eabc';

const here = { host: 'node1', netns: '' };
const red = { host: 'node1', netns: 'red' };
const link = { ifindex: 5, mtu: 1500, operstate: 'UP', link_type: 'ether', qdisc: 'noqueue' };
const none = { packets: 0, bytes: 0, errors: 0, dropped: 0 };

/** What a ping through a new bridge leaves behind, and some more. */
export const pinged: Difference = {
  namespaces: [{ ...red, name: 'red', change: 'added' }],
  links: [
    { ...link, ...red, ifname: 'eth0', flags: ['UP'], change: 'added', linkinfo: { info_kind: 'veth' } },
    {
      ...{
        ...link,
        ...here,
        ifname: 'veth0',
        flags: ['BROADCAST', 'UP', 'LOWER_UP'],
        master: 'br0',
        change: 'changed',
      },
      was: { flags: ['BROADCAST'], master: undefined, operstate: 'DOWN' },
    },
  ],
  addresses: [
    { ...red, ifname: 'eth0', family: 'inet', local: '10.0.0.2', prefixlen: 24, scope: 'global', change: 'added' },
  ],
  routes: [{ ...red, dst: 'default', gateway: '10.0.0.1', dev: 'eth0', flags: [], change: 'removed' }],
  neighbours: [
    {
      ...{ ...red, dst: '10.0.0.1', dev: 'eth0', lladdr: '0a:00:00:00:00:01', state: ['REACHABLE'], change: 'changed' },
      was: { lladdr: undefined, state: ['INCOMPLETE'] },
    },
  ],
  fdb: [{ ...here, mac: '0a:00:00:00:00:02', ifname: 'veth0', master: 'br0', vlan: 1, flags: [], change: 'added' }],
  counters: [
    { ...here, ifname: 'veth0', rx: { ...none, packets: 3, bytes: 238 }, tx: { ...none, packets: 2, bytes: 140 } },
    { ...red, ifname: 'eth0', rx: { ...none, packets: 2, bytes: 140, dropped: 1 }, tx: none },
  ],
};
