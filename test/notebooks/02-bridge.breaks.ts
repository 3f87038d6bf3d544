import type { Break } from './breaks.js';

const hops = (name: string): string => `ip netns exec ${name} sysctl -w net.ipv4.ip_default_ttl=63`;
const mute = 'sysctl -w net.ipv4.icmp_echo_ignore_all=1';
const notABridge = 'ip link del br1; ip link add br1 type dummy';

export const breaks: readonly Break[] = [
  {
    claim: 'three cables with loose ends are no network',
    command: `ip link add other type bridge
      ip link set other up
      for name in red blue; do ip link set veth-$name up master other; done`,
  },
  {
    claim: 'three requests, three replies, and no router between them',
    command: hops('blue'),
    also: ['the TTL of blue’s reply: 63'],
  },
  { claim: 'the machine is not on the network of its own switch', command: 'ip addr add 10.0.0.9/24 dev br0' },
  {
    claim: 'with an address on the bridge, the machine is one of them',
    command: `ip netns exec blue ${mute}`,
  },
  { claim: 'one connected route by br0 leads to all three', command: 'ip route del 10.0.0.0/24 dev br0' },
  {
    claim: 'blue’s port sent them all, green’s next to none',
    command: 'bridge link set dev veth-blue learning off; bridge fdb flush dev br0 dynamic',
    // Twenty requests; the kernel may ask for an address meanwhile.
    also: [20, 21, 22, 23].map((count) => `frames that green gets of twenty pings: ${count}`),
  },
  { claim: 'the bridge has learned who is behind which port', command: 'bridge fdb flush dev br0 dynamic' },
  {
    claim: 'they do: a frame for somebody unknown goes out of every port',
    command: 'bridge link set dev veth-green flood off',
  },
  {
    claim: 'one request of red’s got to both, blue and green',
    before: 'lab.follow(',
    command: 'bridge link set dev veth-green flood off',
  },
  { claim: 'repaired: green is left alone', command: 'ip link set br0 type bridge ageing_time 0' },
  {
    claim: 'every port is promiscuous',
    command: `ip link set br0 type bridge vlan_filtering 1
      for name in red blue green; do bridge link set dev veth-$name learning off flood off; done`,
  },
  { claim: 'and none says PROMISC among its flags', command: 'ip link set veth-red promisc on' },
  { claim: 'the bridge device is not promiscuous', command: 'ip link set br0 promisc on' },
  { claim: 'forty flooded frames go past the bridge device', command: 'ip link set br0 promisc on' },
  { claim: 'it hears them when we make it promiscuous', command: 'ip link set veth-red down' },
  { claim: 'eth0 is a port, and not promiscuous', command: 'bridge link set dev veth-red learning on' },
  {
    claim: 'red’s address is in the filter of the card',
    command: 'bridge fdb del 02:00:00:00:00:02 dev veth-red master vlan 1',
  },
  { claim: 'the end of a cable has no such filter, and stays promiscuous', command: 'ip link set veth-red nomaster' },
  {
    claim: 'nobody refused',
    command: notABridge,
    also: ['the bridge that tap1 is in afterwards: undefined'],
  },
  {
    claim: 'it has moved from br0 to br1 without a word',
    command: notABridge,
    also: ['nobody refused', 'the bridge that tap1 is in afterwards: undefined'],
  },
  { claim: 'brctl refuses', command: 'ip link set tap1 nomaster' },
  { claim: 'a bridge in a bridge is refused', command: notABridge },
  {
    claim: 'green is behind another switch, out of reach',
    command: `ip link add joint0 type veth peer name joint1
      ip link set joint0 up master br0
      ip link set joint1 up master br1`,
  },
  { claim: 'two bridges and a cable: one network, no router', command: hops('green') },
  {
    claim: 'a tap has no carrier until a program holds its far end',
    command: `setsid -f socat -u TUN,tun-type=tap,iff-no-pi,tun-name=tap1 /dev/null < /dev/null > /dev/null 2>&1
      until ip link show dev tap1 | grep -q LOWER_UP; do sleep 0.05; done`,
  },
  { claim: 'two taps and a program are a cable as well', command: hops('green') },
  {
    claim: 'red does not answer the outside',
    command: 'sysctl -w net.ipv4.ip_forward=1',
    also: ['replies that node2 gets from red: 1'],
  },
  { claim: 'the address of the bridge does', command: mute },
  { claim: 'no forwarding yet', command: 'sysctl -w net.ipv4.ip_forward=1' },
  { claim: 'node1 answered before, and does not now', command: mute },
  {
    claim: 'node1 asks for node2 by eth0, and never hears the answer',
    command: 'ip neigh replace 10.1.0.2 lladdr 52:54:00:6e:02:01 dev eth0 nud permanent',
  },
  { claim: 'repaired', command: mute },
  { claim: 'red answers node2: one network over two machines, no router', command: hops('red') },
  { claim: 'one broadcast became a storm', before: 'arping', command: 'ip link set eth0 down' },
  {
    claim: 'one port is shut, and the ring is open',
    command: 'ip link set eth1 nomaster',
    also: ['shut ports, of four: 0'],
  },
  {
    claim: 'the machines still reach each other',
    command: 'ip neigh replace 10.0.0.102 lladdr 02:00:00:00:99:99 dev br0 nud permanent',
  },
  {
    claim: 'the same broadcast is a handful of frames now',
    command: 'ping -b -c 300 -i 0.005 10.0.0.255 > /dev/null 2>&1 &',
  },
  { claim: 'red and blue are in one VLAN, and talk', command: 'bridge vlan del dev veth-blue vid 1' },
  {
    claim: 'red and green are not, and do not',
    command: 'ip link set br0 type bridge vlan_filtering 0',
    also: ['replies that red gets from green: 1'],
  },
  {
    claim: 'the machine is not in green’s VLAN either',
    command: 'bridge vlan add dev br0 vid 20 pvid untagged self',
  },
  { claim: 'the bridge knows who has joined', command: 'ip link set br0 type bridge mcast_snooping 0' },
  {
    claim: 'green gets all of it, although it never joined',
    command: 'bridge link set dev veth-green mcast_flood off',
  },
  {
    claim: 'with a querier only the member gets it',
    command: 'for name in red blue; do bridge link set dev veth-$name isolated on; done',
  },
  {
    claim: 'the four lines of the notes are not enough',
    command: "setsid -f sh -c 'until ip link set br0 up; do sleep 0.02; done' > /dev/null 2>&1",
  },
  { claim: 'the virtual machine behind the tap answers node2', command: hops('vm1') },
  { claim: 'so does the namespace behind the veth pair', command: hops('netns1') },
  { claim: 'and the two of them talk inside the machine', command: hops('netns1') },
  {
    claim: 'red reaches green again, by the bridge alone',
    before: 'const green =',
    command: 'ip -n green link set eth0 down',
  },
  {
    claim: 'red reaches blue, and neither green nor the machine reaches red',
    before: 'const mate =',
    command: 'ip link set br0 type bridge vlan_filtering 0',
  },
  { claim: 'nothing is left behind', command: 'ip link add ghost type dummy' },
];
