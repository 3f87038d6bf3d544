import { besideNotebook, file } from './file.js';
import type { Point } from './point.js';
import { cable, namespace, quiet } from './scene.js';

/** What is alike of both pods: an address, and the machine’s route to it. */
const pod = (name: string, dev: string, number: number): string => `
          ip addr add 10.0.0.1/32 dev ${dev}
          ip link set ${dev} up
          ip route add 10.0.0.${number} dev ${dev}
          ip -n ${name} addr add 10.0.0.${number}/32 dev eth0
          ip -n ${name} link set eth0 up`;

const script = file('/root/netkit.py', besideNotebook('netkit', 'netkit.py'));

/** The number of an interface, for a shell. */
const number = (dev: string): string => `$(cat /sys/class/net/${dev}/ifindex)`;

/** The short way out of a pod, and into each. What begins with @ is the number of an interface. */
const wayC = `
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

SEC("tc") int out(struct __sk_buff *skb)
{
  return bpf_redirect_neigh(@eth0, 0, 0, 0);
}

SEC("tc") int in(struct __sk_buff *skb)
{
  __u32 to = 0; /* an IP packet's destination is 30 bytes into its frame */
  bpf_skb_load_bytes(skb, 30, &to, 4);
  if (to == bpf_htonl(0x0a000002))
    return bpf_redirect_peer(@veth-red, 0);
  if (to == bpf_htonl(0x0a000003))
    return bpf_redirect_peer(@nk-blue, 0);
  return TC_ACT_OK;
}
`;

/** Lets out what is for 10.1.0.2, and nothing else. */
const doorC = `
#include <linux/bpf.h>
#include <linux/if_link.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

SEC("netkit/peer") int door(struct __sk_buff *skb)
{
  __u32 to = 0;
  bpf_skb_load_bytes(skb, 30, &to, 4);
  return to == bpf_htonl(0x0a010002) ? NETKIT_PASS : NETKIT_DROP;
}
`;

/** Where the sections of the chapter `netkit` begin. */
export const netkit: readonly Point[] = [
  {
    name: 'pods',
    what:
      'eth0 joins the machines. node1 has 10.1.0.1 and forwards. node2 has 10.1.0.2 and 10.1.0.3, and a route to node1’s pods, ' +
      '10.0.0.0/24. The pods red and blue have no card. IPv6 is off: we count our own packets only.',
    steps: [
      {
        on: 'node1',
        run: `
          ${quiet}${namespace('red')}${namespace('blue')}${cable(1)}
          sysctl -qw net.ipv4.ip_forward=1`,
      },
      {
        on: 'node2',
        run: `
          ${quiet}${cable(2)}
          ip addr add 10.1.0.3/24 dev eth0
          ip route add 10.0.0.0/24 via 10.1.0.1`,
      },
    ],
  },
  {
    name: 'cables',
    what:
      'red (10.0.0.2) has a veth pair, veth-red, and blue (10.0.0.3) a netkit pair, nk-blue. Both reach node2. red and node1 know each other’s MAC for good: no ARP is counted. /root/netkit.py ' +
      'attaches a program to a netkit device.',
    from: 'pods',
    steps: [
      {
        on: 'node1',
        run: `
          ip link add veth-red address 02:00:00:00:01:02 type veth peer name eth0 address 02:00:00:00:00:02 netns red
          ip link add nk-blue type netkit peer name eth0 netns blue${pod('red', 'veth-red', 2)}${pod('blue', 'nk-blue', 3)}
          ip -n red route add default via 10.0.0.1 dev eth0 onlink
          ip -n blue route add default dev eth0
          ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:02 dev veth-red nud permanent
          ip -n red neigh replace 10.0.0.1 lladdr 02:00:00:00:01:02 dev eth0 nud permanent
          ping -q -c 1 10.1.0.2 > /dev/null
          ip netns exec red ping -q -c 1 10.1.0.2 > /dev/null
          ip netns exec blue ping -q -c 1 10.1.0.2 > /dev/null
          ${script}`,
      },
    ],
  },
  {
    name: 'ways',
    what:
      'red has a veth pair and blue a netkit pair. The programs of the short way are loaded and attached nowhere: ' +
      '/sys/fs/bpf/way/out and /sys/fs/bpf/way/in.',
    from: 'cables',
    steps: [
      {
        on: 'node1',
        run: `
          ${file('/root/way.c', wayC)}
          sed -i "s/@eth0/${number('eth0')}/; s/@veth-red/${number('veth-red')}/; s/@nk-blue/${number('nk-blue')}/" way.c
          clang -O2 -g -target bpf -c way.c -o way.o
          bpftool prog loadall way.o /sys/fs/bpf/way`,
      },
    ],
  },
  {
    name: 'door',
    secret: true,
    what:
      'the pod blue (10.0.0.3) has a netkit pair. The program /root/door.c is attached to it: the pod is to reach 10.1.0.2 and nobody ' +
      'else. Nothing is to leave the pod while no program is there.',
    from: 'cables',
    steps: [
      {
        on: 'node1',
        run: `
          ${file('/root/door.c', doorC)}
          clang -O2 -g -target bpf -c door.c -o door.o
          bpftool prog load door.o /sys/fs/bpf/door
          ip link set nk-blue type netkit blackhole
          python3 netkit.py attach nk-blue primary /sys/fs/bpf/door`,
      },
    ],
  },
];
