import type { Break } from './breaks.js';

/** No echo reply gets in any more, at the machine or in a namespace. */
const deaf = (netns = ''): string =>
  `${netns && `ip netns exec ${netns} `}nft 'add table ip wall; add chain ip wall in { type filter hook input priority 0; }; add rule ip wall in icmp type echo-reply drop'`;

/** Another device in the place of eth0.2, which knows where node2 is. */
const eth02 = (device: string): string => `ip link del eth0.2
      ip link add link eth0 name eth0.2 type ${device}
      ip addr add 10.0.2.1/24 dev eth0.2
      ip link set eth0.2 up
      ip neigh replace 10.0.2.2 lladdr 52:54:00:6e:02:01 dev eth0.2 nud permanent`;

/** Red’s device on node1 made anew, with another id. */
const red = (name: string, id: number, address: string): string => `ip -n red link del ${name}
      ip link add link eth0 name ${name} netns red type vlan id ${id}
      ip -n red addr add ${address}/24 dev ${name}
      ip -n red link set ${name} up`;

const intoBlue = `ip -n blue link del eth0.20; ${red('eth0.10', 20, '10.0.0.1')}`;
const lone = 'ip -n red addr add 10.0.0.2/32 dev lo; ip -n red link set lo up';
const mute = 'sysctl -w net.ipv4.icmp_echo_ignore_all=1';

export const breaks: readonly Break[] = [
  {
    claim: 'two devices sit on eth0, with the ids 1 and 2',
    command: 'ip link del eth0.2; ip link add link eth0 name eth0.2 type vlan id 3',
  },
  { claim: 'it cannot be up while its parent is down', command: 'ip link set eth0 up' },
  {
    claim: 'the parent has taken both up with it',
    before: 'ip link set eth0 up',
    command: 'ip link set eth0.1 type vlan loose_binding on',
    also: ['VLAN devices up, of two: 1'],
  },
  { claim: 'node2 answers in both, and no router is between', command: deaf() },
  {
    claim: '98 bytes on eth0.2 are 102 on eth0',
    command: eth02('macvlan mode bridge'),
    also: ['bytes on eth0: 98'],
  },
  { claim: 'the tag says 0x8100, which means VLAN, and the id 2', command: eth02('vlan id 5') },
  { claim: 'it has its tag on both eth0, and on no eth0.2', command: eth02('macvlan mode bridge') },
  {
    claim: 'red, in VLAN 10, reaches an address of VLAN 20',
    command: deaf('red'),
    also: ['answers from the other VLAN: 0'],
  },
  {
    claim: 'all of it was in VLAN 10',
    command: `${red('eth0.10', 20, '10.0.10.1')}
      ip -n red route add 10.0.20.0/24 dev eth0.10`,
    also: ['red, in VLAN 10, reaches an address of VLAN 20', 'answers from the other VLAN: 0'],
  },
  {
    claim: 'node2 does not say any more who has it',
    command: 'ip -n red neigh replace 10.0.20.2 lladdr 52:54:00:6e:02:01 dev eth0.10 nud permanent',
  },
  { claim: 'by way of the other address it gets there', command: deaf('red') },
  {
    claim: 'now VLAN 20 is out of reach, and VLAN 10 is not',
    command: `ip link add link eth0 name eth0.20 netns red type vlan id 20
      ip -n red link set eth0.20 up
      ip -n red addr add 10.0.20.1/32 dev eth0.20
      ip -n red route replace 10.0.20.0/24 dev eth0.20 src 10.0.20.1`,
  },
  {
    claim: 'red gets all, and blue nothing',
    command: intoBlue,
    // Twenty requests; the kernel may ask for an address meanwhile.
    also: [20, 21, 22, 23, 24].map((count) => `frames that blue gets of red’s twenty pings: ${count}`),
  },
  { claim: 'a broadcast stays in its VLAN', command: intoBlue },
  { claim: 'up, addressed, and alone', command: lone },
  { claim: 'red asks, and all that node2 hears has the id 30', command: red('eth0.30', 40, '10.0.0.1') },
  { claim: 'ip does not complain, and the id is still 30', command: red('eth0.30', 40, '10.0.0.1') },
  { claim: 'repaired', command: deaf('red') },
  {
    claim: 'an urgent one carries 5, an ordinary one 0',
    command: 'ip -n red link set eth0.10 type vlan egress-qos-map 6:3',
  },
  {
    claim: 'it takes 9 without a word, and makes it 1',
    command: 'ip -n red link set eth0.10 type vlan egress-qos-map 0:2',
  },
  { claim: '106 bytes reach node2, and it answers', command: deaf() },
  {
    claim: 'outside 0x88a8 with 100, inside 0x8100 with 7',
    command: `ip link del outer
      ip link add link eth0 name outer type vlan id 100
      ip link add link outer name inner type vlan id 7
      ip addr add 10.0.7.1/24 dev inner
      ip link set outer up
      ip link set inner up
      ip neigh replace 10.0.7.2 lladdr 52:54:00:6e:02:01 dev inner nud permanent`,
    also: ['106 bytes reach node2, and it answers'],
  },
  {
    claim: '0, 1 and 4094 are taken, 4095 and 4096 refused',
    command: 'ip link add link eth0 name taken type vlan id 4094',
  },
  {
    claim: 'asked with id 0, plain eth0 answers without a tag, and in vain',
    command: `ip -n zero link del e.0
      ip link add link eth0 name e.0 netns zero type vlan id 7
      ip -n zero addr add 10.0.0.1/24 dev e.0
      ip -n zero link set e.0 up`,
  },
  { claim: 'refused: who would get the frames?', command: 'ip link del e.1' },
  {
    claim: 'a new port carries VLAN 1 only',
    command: 'bridge vlan add dev eth0 vid 10; bridge vlan add dev br0 vid 10 self',
  },
  { claim: 'that is not enough', command: 'bridge vlan add dev br0 vid 10 self' },
  { claim: 'with self it answers', command: mute },
  {
    claim: 'it asks with a tag, is answered without one, and hears nothing',
    command: 'bridge vlan add dev eth0 vid 1',
    also: ['answers to eth0.1: 1'],
  },
  { claim: 'repaired: VLAN 1 has its tag on the way out', command: mute },
  {
    claim: '1500 bytes of IP pass, in a frame of 1518',
    command: deaf(),
    also: ['exit code of 1472 bytes: 1'],
  },
  { claim: 'one byte more is not even sent', command: 'ip link set eth0 mtu 1600; ip link set eth0.2 mtu 1600' },
  { claim: '1501 over a parent of 1500 is refused', command: 'ip link set eth0 mtu 1600' },
  {
    claim: 'it goes down with the parent, and does not come back',
    command: 'ip link set eth0 mtu 1500; ip link set eth0.2 mtu 1500',
    also: ['MTU of eth0.2 afterwards: 1500'],
  },
  {
    claim: 'green reaches its other half, in VLAN 30',
    before: 'const home =',
    command: 'ip -n green link set eth0.30 down',
  },
  {
    claim: 'red reaches node2, and VLANs are still kept apart',
    before: 'const joined =',
    command: 'bridge vlan del dev eth0 vid 10',
  },
  { claim: 'nothing is left behind', command: 'ip link add ghost type dummy' },
];
