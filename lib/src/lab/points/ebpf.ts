import { file } from './file.js';
import type { Point } from './point.js';
import { cable, namespace, quiet } from './scene.js';

/** A machine on the wire. */
const wired = (number: number): string => `
          ${quiet}${cable(number)}`;

/** The other one's MAC is asked for once, and never again. */
const acquainted = (other: number): string => `
          ping -q -c 1 10.1.0.${other} > /dev/null
          ip neigh change 10.1.0.${other} dev eth0 nud permanent`;

/** A pod with a cable to the machine, whose own end has no address. */
const pod = (name: string, number: number): string => `${namespace(name)}
          ip link add veth-${name} address 02:00:00:00:01:0${number} type veth peer name eth0 address 02:00:00:00:00:0${number} netns ${name}
          ip -n ${name} addr add 10.0.0.${number}/24 dev eth0
          ip -n ${name} link set eth0 up
          ip link set veth-${name} up`;

/** A list of senders that are to be refused, and a fault: nobody has asked whether the sender is on it. */
const guardC = `
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, __u32);
  __type(value, __u64);
  __uint(max_entries, 64);
} refused SEC(".maps");

SEC("xdp") int guard(struct xdp_md *ctx)
{
  struct iphdr *ip = (void *)(long)ctx->data + ETH_HLEN;
  if ((void *)(ip + 1) > (void *)(long)ctx->data_end)
    return XDP_PASS;
  __u64 *count = bpf_map_lookup_elem(&refused, &ip->saddr);
  *count += 1;
  return XDP_DROP;
}
`;

/** Where the sections of the chapter `ebpf` begin. */
export const ebpf: readonly Point[] = [
  {
    name: 'cable',
    what: 'eth0 joins the machines: node1 has 10.1.0.1, node2 has 10.1.0.2. IPv6 is off: we count our own packets only.',
    steps: [
      { on: 'node1', run: wired(1) },
      { on: 'node2', run: wired(2) },
    ],
  },
  {
    name: 'acquainted',
    what: 'eth0 joins the machines, and each knows the other’s MAC for good: whatever is dropped, ARP is not needed.',
    from: 'cable',
    steps: [
      { on: 'node1', run: acquainted(2) },
      { on: 'node2', run: acquainted(1) },
    ],
  },
  {
    name: 'pods',
    what:
      'two pods on node1, red (10.0.0.2) and blue (10.0.0.3), each with a cable: veth-red and veth-blue. These ends have no ' +
      'address, and there is no bridge.',
    steps: [{ on: 'node1', run: `\n          ${quiet}${pod('red', 2)}${pod('blue', 3)}` }],
  },
  {
    name: 'routed',
    what:
      'the pod red (10.0.0.2) on node1, which forwards; its end of the cable is veth-red (10.0.0.1). node2 has a route to red by node1. ' +
      'In node1’s firewall a rule of the forward chain counts what is for red.',
    from: 'cable',
    steps: [
      {
        on: 'node1',
        run: `${pod('red', 2)}
          ip addr add 10.0.0.1/24 dev veth-red
          ip -n red route add default via 10.0.0.1
          sysctl -qw net.ipv4.ip_forward=1
          nft add table ip wall
          nft 'add chain ip wall pods { type filter hook forward priority 0; }'
          nft add rule ip wall pods ip daddr 10.0.0.2 counter`,
      },
      { on: 'node2', run: 'ip route add 10.0.0.0/24 via 10.1.0.1' },
    ],
  },
  {
    name: 'guard',
    secret: true,
    what:
      'eth0 joins the machines. node2 has a second address, 10.1.0.3. On node1 is /root/guard.c: it is to drop what comes from ' +
      'addresses on a list, and to count it.',
    from: 'cable',
    steps: [
      { on: 'node1', run: file('/root/guard.c', guardC) },
      { on: 'node2', run: 'ip addr add 10.1.0.3/24 dev eth0' },
    ],
  },
];
