import type { Break } from './breaks.js';

const mute = (name: string): string =>
  `tc qdisc replace dev ${name} clsact && tc filter add dev ${name} ingress matchall action drop`;
/** No port looks at its cable: neither by its carrier nor by asking. */
const blind = 'ip link set bond1 type bond miimon 0';
/** The same bond, made anew: another mode wants one without ports. */
const anew = (mode: string): string =>
  `for port in eth0 eth1; do ip link set $port nomaster; ip link set $port down; done
  ip link del bond1
  ip link add bond1 type bond mode ${mode} miimon 100
  for port in eth0 eth1; do ip link set $port master bond1; done
  ip addr add 10.1.0.1/24 dev bond1
  ip link set bond1 up`;
/** A bond that is asked for in one mode comes in another one. */
const otherMode = (from: string, to: string): string =>
  `cat > /usr/local/sbin/ip << 'EOF'
#!/bin/bash
exec /usr/sbin/ip "\${@/#${from}/${to}}"
EOF
  chmod +x /usr/local/sbin/ip`;

/** What comes in by eth0 names another system in place of node2’s: byte 11 is the last one of its address. */
const misheard =
  'tc qdisc replace dev eth0 clsact && tc filter add dev eth0 ingress matchall action pedit munge offset 11 u8 set 0x99';

export const breaks: readonly Break[] = [
  {
    claim: 'a bond takes no card that is up',
    command: 'ip link set eth0 down; ip link set eth1 down',
    also: ['lines that the kernel takes, of three: 3'],
  },
  {
    claim: 'the ports came up by themselves; the bond is still off',
    command: 'ip link set bond1 up',
  },
  {
    claim: 'the bond and both ports share one hardware address',
    command: 'ip link set bond1 type bond fail_over_mac active',
  },
  { claim: 'the server talks to the switch by its bond', command: mute('bond1') },
  {
    claim: 'next to nothing is lost, and the pings go on',
    before: 'node1.pinging(',
    command: blind,
    also: ['the port that works afterwards: eth0', 'the bond has seen eth0 fail: no carrier, though it is up'],
  },
  {
    claim: 'the bond has seen eth0 fail: no carrier, though it is up',
    before: 'node1.pinging(',
    command: blind,
    also: ['the port that works afterwards: eth0', 'next to nothing is lost, and the pings go on'],
  },
  {
    claim: 'for the bond it is the same',
    before: 'ip link set eth1 down',
    command: mute('eth0'),
  },
  {
    claim: 'the server asks everybody for its own address',
    before: 'lab.capture(',
    command: 'ip addr flush dev bond1; ip addr add 10.1.0.9/24 dev bond1',
  },
  {
    claim: 'so the switch has learned the new port',
    command: 'ip link set bond1 address 02:00:00:00:01:99',
  },
  {
    claim: 'all is lost, and stays lost',
    before: 'node1.pinging(',
    command:
      "setsid -f sh -c 'until grep -q 0 /sys/class/net/eth0/carrier; do :; done; ip link set bond1 type bond miimon 100' > /dev/null 2>&1",
    also: ['eth0 has no carrier, and the bond believes in it'],
  },
  {
    claim: 'eth0 has no carrier, and the bond believes in it',
    command:
      'ip link set bond1 type bond miimon 100; until grep -q eth1 /sys/class/net/bond1/bonding/active_slave; do :; done',
  },
  { claim: 'watched again, it changes over', command: mute('eth1') },
  {
    claim: 'the carrier is there, and nothing arrives',
    before: 'node1.pinging(',
    command: 'ip link set bond1 type bond arp_interval 100 arp_ip_target 10.1.0.2',
  },
  { claim: 'who asks the far end finds the port that works', before: 'arp_interval', command: mute('eth1') },
  {
    claim: 'each port has carried half',
    before: 'node1.ping(',
    command: anew('active-backup'),
    also: [0, 10, 90, 100, 110].map((count) => `of 100 frames, about so many leave by eth0: ${count}`),
  },
  {
    claim: 'every second answer goes into the dead cable',
    before: 'node1.pinging(',
    command: mute('bond1'),
  },
  {
    claim: 'node1 collects and distributes, and sees that node2 does',
    before: 'await agreed(2)',
    command: misheard,
    also: ['the other end says the same, the other way round'],
  },
  {
    claim: 'the other end says the same, the other way round',
    before: 'await agreed(2)',
    command: misheard,
    also: ['node1 collects and distributes, and sees that node2 does'],
  },
  {
    claim: 'the frame goes to the next device only: a reserved address',
    before: 'await agreed(2)',
    command:
      'tc qdisc replace dev eth0 clsact && tc filter add dev eth0 egress matchall action skbmod set dmac ff:ff:ff:ff:ff:ff',
    // The far end listens to that address only.
    also: [
      'node1 collects and distributes, and sees that node2 does',
      'the other end says the same, the other way round',
    ],
  },
  {
    claim: 'the card that is unlike is left out, though its link is up',
    command:
      'ip link set eth0 down; until grep -q down /sys/class/net/eth0/bonding_slave/mii_status; do sleep 0.05; done',
  },
  {
    claim: 'repaired: two ports, one link',
    command: 'ip link set eth1 down; ethtool -s eth1 speed 100 duplex full; ip link set eth1 up',
  },
  {
    claim: 'one talk stays on one cable',
    before: 'const many',
    command: anew('balance-rr'),
    also: [0, 2].map((count) => `cables that one talk uses, of two: ${count}`),
  },
  {
    claim: 'forty talks spread over both',
    before: 'const many',
    command: 'ip link set bond1 type bond xmit_hash_policy layer2',
  },
  {
    claim: 'no word came for three seconds: the far end let go as well',
    before: 'node1.pinging(',
    command: mute('eth1'),
  },
  {
    claim: 'balance-xor: one talk, one cable',
    before: "twenty('balance-xor')",
    command: otherMode('balance-xor', 'balance-rr'),
  },
  {
    claim: 'broadcast: both cables carry all, and answers come twice',
    before: "twenty('broadcast')",
    command: otherMode('broadcast', 'balance-rr'),
  },
  {
    claim: 'balance-tlb: all comes in by the active port',
    before: "twenty('balance-tlb')",
    command: otherMode('balance-tlb', 'broadcast'),
  },
  {
    claim: 'balance-alb: two neighbours know two addresses of one server',
    before: "twenty('balance-alb')",
    command: otherMode('balance-alb', 'balance-tlb'),
  },
  {
    claim: 'it outlives the switch’s port, and comes back to eth0',
    before: 'const without',
    command: 'ip link set bond1 type bond miimon 100',
  },
  { claim: 'nothing is left behind', command: 'ip link add ghost type dummy' },
];
