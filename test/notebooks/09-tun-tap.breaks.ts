import type { Break } from './breaks.js';

/** A program that asks for a kind of device gets another kind. */
const otherKind = (kind: string, flags: string): string =>
  `sed -i "s/'${kind}': [A-Z_ |]*/'${kind}': ${flags}/" /root/tun.py`;
/** It says that it holds the device, and holds another one. */
const otherDevice = `sed -i "s/name.encode()/b'other'/" /root/tun.py`;
/** The device is not one of `ip tuntap`, but of a program that runs. */
const heldByAProgram = `ip tuntap del dev tap0 mode tap
      setsid -f python3 /root/tun.py tap0 tap > /root/held.log 2>&1 < /dev/null
      until grep -q holds /root/held.log; do :; done
      ip link set tap0 up`;
/** A device of this name, which is something else. */
const somethingElse = (name: string): string => `ip link set ${name} down
      ip link set ${name} name other
      ip link add ${name} type dummy
      ip link set ${name} up`;
/** The packets of a ping come in two parts. */
const cutUp = (name: string): string => `ip link set ${name} mtu 68`;
const ownedByLo = (address: string): string => `ip addr add ${address}/32 dev lo`;
const nft = (hook: string, rule: string): string => `nft '
      add table ip broken
      add chain ip broken here { type ${hook}; }
      add rule ip broken here ${rule}'`;
const withoutPi = { before: 'const reader', command: otherKind('with-pi', 'TUN | NO_PI') };

export const breaks: readonly Break[] = [
  {
    claim: 'a device without a MAC: it carries no frames',
    command: otherKind('tun', 'TAP | NO_PI'),
  },
  { claim: 'an IP packet from the first byte to the last: 84 bytes', command: cutUp('tun0') },
  {
    claim: 'what the device has sent is what the program has read',
    command: 'ping -c 1 -W 1 10.9.0.3 || true',
  },
  {
    claim: 'the frame begins with two MACs: to all, from tap0',
    command: 'ip link set tap0 address 02:00:00:00:00:99',
  },
  {
    claim: 'the ping itself has not come out',
    before: 'const reader',
    command: `sed -i "s/    print('holds'/    os.system('ip link set ' + name + ' arp off')\\n&/" /root/tun.py`,
    also: ['what comes out of the tap first: ipv4', 'the frame begins with two MACs: to all, from tap0'],
  },
  { claim: 'now it comes: 98 bytes, which is 14 more than out of a tun', command: cutUp('tap0') },
  {
    claim: 'two bytes of flags, and 0x0800 for IPv4; then the packet',
    ...withoutPi,
    also: ['bytes before the packet: 0'],
  },
  {
    claim: 'ip -d link tells it: pi',
    ...withoutPi,
    also: ['bytes before the packet: 0', 'two bytes of flags, and 0x0800 for IPv4; then the packet'],
  },
  {
    claim: 'all is four bytes late: it seems to go to its own sender',
    ...withoutPi,
    also: [
      'bytes before the packet: 0',
      'two bytes of flags, and 0x0800 for IPv4; then the packet',
      'ip -d link tells it: pi',
    ],
  },
  { claim: 'ip link is refused; what ip tuntap makes stays: persist', command: heldByAProgram },
  {
    claim: 'switched on, and without a carrier',
    command: heldByAProgram,
    also: [
      'ip link is refused; what ip tuntap makes stays: persist',
      ...['UP', 'UNKNOWN'].map((state) => `the state of a tap that nobody holds: ${state}`),
    ],
  },
  { claim: 'a program takes hold, and the carrier is there', command: otherDevice },
  { claim: 'a second program is sent away: Device or resource busy', command: otherDevice },
  { claim: 'the program ends: the carrier goes, the device stays', command: somethingElse('tap0') },
  { claim: 'another one may hold it now', command: otherDevice },
  { claim: 'it is gone with its program', command: 'ip tuntap add dev tun0 mode tun' },
  {
    claim: 'the program has answered',
    command: ownedByLo('10.9.0.77'),
    also: ['the TTL of the answer: 64'],
  },
  { claim: 'whatever address is asked for', command: ownedByLo('10.9.0.200') },
  {
    claim: 'but for the machine’s own, which never gets to it',
    command: `ip addr del 10.9.0.1/24 dev tun0
      ip addr add 10.9.0.5/24 dev tun0`,
  },
  { claim: 'the kernel throws the answer away, and counts it', command: ownedByLo('10.9.0.77') },
  { claim: 'repaired', command: ownedByLo('10.9.0.77') },
  { claim: 'the tap is a port, and forwards', command: 'ip link set br0 type bridge stp_state 1' },
  { claim: 'a tun is refused: it has no frames to switch', command: somethingElse('tun0') },
  { claim: 'the questions to all', command: 'bridge link set dev tap0 bcast_flood off' },
  {
    claim: 'and nothing of red’s talk: the bridge knows the way',
    command: `bridge link set dev veth-red learning off
      ip link set veth-red type bridge_slave fdb_flush`,
  },
  {
    claim: 'the two tun0 are one link, no router between them',
    command: nft('filter hook prerouting priority -300', 'iifname tun0 ip ttl set 63'),
    also: ['the TTL of the other machine’s answer: 63'],
  },
  { claim: 'on the wire are two UDP packets, 126 bytes each', command: cutUp('tun0') },
  {
    claim: 'everybody on the way can read who says what to whom',
    command: nft('nat hook postrouting priority 100', 'oifname tun0 snat to 10.9.0.3'),
  },
  { claim: 'nothing: tun0 has its carrier, and no answer comes', command: ownedByLo('10.9.0.2') },
  {
    claim: 'with its program the other end is back',
    command: nft('filter hook input priority 0', 'icmp type echo-reply drop'),
  },
  {
    claim: 'node2 reaches node1 through the tunnel',
    before: 'const through',
    command: 'sysctl -w net.ipv4.icmp_echo_ignore_all=1',
  },
  { claim: 'nothing is left behind', command: 'ip link add ghost type dummy' },
];
