import type { Break } from './breaks.js';

const down = (name: string): string => `ip -n ${name} link set eth0 down`;
/** It hears no ping and no answer; its own pings go out all the same. */
const deaf = (name: string): string => `ip netns exec ${name} nft '
      add table ip deaf
      add chain ip deaf in { type filter hook input priority 0; }
      add rule ip deaf in ip protocol icmp drop'`;
const mode = (words: string): string => `ip -n red link set eth0 type ipvlan mode ${words}`;
/** A macvlan in the place of the notes' ipvlan: its MAC is its own. */
const otherKind = `ip link del ipvl0
      ip link add ipvl0 link eth0 type macvlan mode bridge`;
/** A cable from red to blue, for which they leave eth0 alone. */
const cable = `ip -n red link add side type veth peer name side netns blue
      for name in red blue; do ip -n $name link set side up; done
      ip -n red route add 10.1.0.12 dev side src 10.1.0.11
      ip -n blue route add 10.1.0.11 dev side src 10.1.0.12`;

export const breaks: readonly Break[] = [
  { claim: 'the child has its parent’s MAC', before: 'const child =', command: otherKind },
  { claim: 'and cannot have one of its own', before: 'const own =', command: otherKind },
  { claim: 'red reaches the switch, and no router is between them', command: deaf('red') },
  {
    claim: 'the switch sees one card',
    command: `mac=$(cat /sys/class/net/eth0/address)
      ip link set eth0 address 02:00:00:00:00:77
      ping -c 1 -W 1 10.1.0.2 || :
      ip link set eth0 address $mac`,
    also: ['MACs that the switch learns behind one port: 2'],
  },
  {
    claim: 'node2 knows three addresses, all with that one MAC',
    command: 'ip -n blue neigh replace 10.1.0.2 lladdr 02:00:00:00:00:98 dev eth0 nud permanent',
  },
  { claim: 'in at eth0, on to red, and not a byte is changed', command: down('red') },
  {
    claim: 'an address that a sibling has is refused',
    command: 'ip -n red addr del 10.1.0.11/24 dev eth0',
  },
  {
    claim: 'red has been asked itself, and nobody else answers for it',
    command: `ip netns exec red nft flush chain arp wall door
      ip netns exec red nft add rule arp wall door counter drop`,
  },
  { claim: 'repaired', command: deaf('red') },
  { claim: 'red reaches blue without the wire', command: mode('l2 vepa') },
  {
    claim: 'the machine and its child do not reach each other',
    command: `ip link add side type veth peer name side netns red
      ip link set side up
      ip -n red link set side up
      ip route add 10.1.0.11 dev side src 10.1.0.1
      ip -n red route add 10.1.0.1 dev side src 10.1.0.11`,
  },
  { claim: 'by its own child the machine reaches red, and red the machine', command: deaf('red') },
  { claim: 'the child has no ARP any more', command: 'ip -n red link set eth0 arp on' },
  {
    claim: 'and blue is in l3 too: the mode is the parent’s',
    command: `ip -n blue link del eth0
      ip -n blue link add eth0 type dummy`,
  },
  { claim: 'nobody answers', command: mode('l2') },
  {
    claim: 'red answers, and nobody took one off',
    command: 'ip netns exec red sysctl -w net.ipv4.ip_default_ttl=63',
    also: ['the TTL of red’s reply: 63'],
  },
  { claim: 'and the machine does not forward', command: 'sysctl -w net.ipv4.ip_forward=1' },
  {
    claim: 'in l3 the machine sees what leaves, and not what comes in',
    command: mode('l3s'),
    also: ['packets in the machine’s input hook, in l3: 3'],
  },
  { claim: 'in l3s it sees both directions', command: 'nft delete chain ip tally input' },
  {
    claim: 'neither is seen by forward: this is no router',
    command: `nft delete chain ip tally forward
      nft add chain ip tally forward '{ type filter hook output priority 1; }'
      nft add rule ip tally forward ip protocol icmp counter`,
  },
  { claim: 'in l3s the machine’s rule stops the packet', command: mode('l3') },
  { claim: 'in l3 the same rule is not asked', command: deaf('red') },
  { claim: 'who says nothing gets l3, and bridge', command: mode('l2') },
  { claim: 'in l2, and with bridge, red reaches blue', command: deaf('blue') },
  { claim: 'with private red does not reach blue, but all others', command: deaf('red') },
  { claim: 'the switch as it is sends nothing back', command: cable },
  { claim: 'with a hairpin it does, and blue takes it', command: deaf('blue') },
  { claim: 'node2 reaches red, its neighbour', before: 'const mended =', command: deaf('red') },
  { claim: 'nothing is left behind', command: 'ip link add ghost type dummy' },
];
