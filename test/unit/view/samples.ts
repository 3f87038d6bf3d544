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
