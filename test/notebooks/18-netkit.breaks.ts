import type { Break } from './breaks.js';

/** The pair of blue, made anew as a learner would who has read of mode l2. */
const l2 = `ip link del nk-blue
      ip link add nk-blue type netkit mode l2 peer name eth0 netns blue`;
const out = '/sys/fs/bpf/way/out';

export const breaks: readonly Break[] = [
  { claim: 'a netkit pair is in mode l3, and has no MAC', before: 'const veth =', command: l2 },
  {
    claim: 'red asks for a MAC, and nobody has it; blue never asks',
    before: 'const sent',
    command: `ip addr add 10.0.0.1/32 dev veth-red
      ip -n red route replace default via 10.0.0.1 dev eth0 onlink`,
    also: ['who reaches node2: both'],
  },
  {
    claim: 'twelve bytes of zeros where the MACs stand',
    before: 'const sent',
    command: `${l2}
      ip link set nk-blue up
      ip addr add 10.0.0.1/32 dev nk-blue
      ip route add 10.0.0.3 dev nk-blue
      ip -n blue addr add 10.0.0.3 dev eth0
      ip -n blue link set eth0 up
      ip -n blue route add default via 10.0.0.1 dev eth0 onlink`,
    also: ['red asks for a MAC, and nobody has it; blue never asks'],
  },
  { claim: 'repaired', before: 'const mended', command: 'sysctl -qw net.ipv4.ip_forward=0' },
  { claim: 'no bridge for a device without a MAC, and the mode is for life', before: 'const refused', command: l2 },
  {
    claim: 'made anew in mode l2 it is a port, and blue asks as everybody',
    before: 'const l2',
    command: 'ip link set nk-blue nomaster',
  },
  {
    claim: 'the pod’s end drops and counts; nothing comes to node1',
    before: 'const closed',
    command: 'ip link set nk-blue type netkit peer forward',
    also: ['what blue gets to hear: silence'],
  },
  {
    claim: 'only the primary end can set it, and that is outside',
    before: 'const opened',
    command: 'ip link set nk-blue type netkit peer forward',
  },
  {
    claim: 'one end deleted, both gone; the new pair is born closed',
    before: 'info_data: born',
    command: 'ip link set nk-blue type netkit blackhole peer forward',
  },
  {
    claim: '10.1.0.2 is reached, 10.1.0.3 is not',
    before: 'const let2',
    command: 'python3 netkit.py detach nk-blue peer /sys/fs/bpf/door',
  },
  {
    claim: 'red took it off; blue is refused, and does not even see it',
    before: 'const out',
    command: 'nsenter --net=/run/netns/red bpftool net attach tcx_egress pinned /sys/fs/bpf/door dev eth0',
    also: ['who gets rid of the program: nobody'],
  },
  // It says that it has done it, and has not.
  { claim: 'with a program its word counts; without, the policy’s', before: 'const both', command: 'echo > netkit.py' },
  {
    claim: 'as it comes out of the box, netkit skips nothing',
    before: 'const plain',
    command: `python3 netkit.py attach nk-blue peer ${out}`,
    also: ['what netkit queues, against veth: half'],
  },
  {
    claim: 'veth: none is forwarded, and what goes out still waits once',
    before: 'const short',
    command: 'bpftool net detach tcx_ingress dev veth-red',
  },
  {
    claim: 'netkit: answered all the same, and nothing waits anywhere',
    before: 'const short',
    command: `python3 netkit.py detach nk-blue peer ${out}`,
    also: ['what netkit queues now: half'],
  },
  {
    claim: 'from the pod’s end to node1’s card, with nothing between',
    before: 'const followed',
    command: `python3 netkit.py detach nk-blue peer ${out}`,
  },
  {
    claim: '200 pings each, and none is twice as quick as another',
    before: 'const times',
    command: 'ip netns exec red tc qdisc add dev eth0 root netem delay 20ms',
    also: ['one path is twice as quick as another: true'],
  },
  {
    claim: 'blue reaches 10.1.0.2 only, and nobody without a program',
    before: 'const pod',
    command: 'ip link set nk-blue type netkit peer forward',
  },
  { claim: 'nothing is left behind', command: 'touch /root/left.c' },
];
