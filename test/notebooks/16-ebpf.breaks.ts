import type { Break } from './breaks.js';

/** The number of an interface, for a shell. */
const number = (dev: string): string => `$(cat /sys/class/net/${dev}/ifindex)`;
const send = (from: string, to: string): string =>
  `bpftool map update name other key ${number(from)} 0 0 0 value ${number(to)} 0 0 0`;
/** The map as it should be, whatever numbers the interfaces have. */
const joined = `${send('veth-red', 'veth-blue')}
      ${send('veth-blue', 'veth-red')}`;
const noBypass = 'bpftool map delete name pods key 10 0 0 2';

/** What does the work of `ip` where its words are these. */
const instead = (words: string, command: string): string => `cp /usr/sbin/ip /usr/local/sbin/somebody
      printf '#!/bin/sh\\ncase "$*" in *"${words}"*) ${command} ;; esac\\nexec /usr/sbin/ip "$@"\\n' > /usr/local/sbin/ip
      chmod 755 /usr/local/sbin/ip`;
/** Another program than `ip` does it. */
const somebodyElse = (words: string): string => instead(words, 'exec /usr/local/sbin/somebody "$@"');

export const breaks: readonly Break[] = [
  {
    claim: 'the driver runs it, in the processor’s own instructions',
    before: 'const { xdp }',
    command: `ip link set dev eth0 xdp off
      ip link set dev eth0 xdpgeneric obj count.o sec xdp`,
  },
  {
    claim: 'the pings came, and somebody’s ARP question before them',
    before: 'const five',
    command: `bpftool map pin name frames /sys/fs/bpf/frames
      ip link set dev eth0 xdp off`,
    also: ['frames, for five pings: five'],
  },
  {
    claim: 'nobody holds it: the map is gone, and what it had counted',
    before: 'const held',
    command: 'bpftool map pin name frames /sys/fs/bpf/frames',
  },
  {
    claim: 'pinned: seen by who enters the network only, not by ip netns exec',
    before: 'const entered',
    command: 'rm /sys/fs/bpf/count',
  },
  {
    claim: 'it is the first byte that is read without a look at the end',
    before: 'const refused',
    command: `sed -i 's/= ip->protocol/= 1/; s/if (counted)/if (1)/' kind.c`,
    also: ['refused is the line with: *counted += 1;'],
  },
  {
    claim: 'repaired: two lines more, and the verifier agrees',
    before: 'const loaded',
    command: `sed -i 's/(ip + 1) >/ip >/' kind.c`,
    also: ['on the way that is left, 34 bytes are there'],
  },
  {
    claim: 'on the way that is left, 34 bytes are there',
    before: 'const loaded',
    command: `sed -i 's/(ip + 1) >/((char *)ip + 24) >/' kind.c`,
  },
  {
    claim: '15 pings came in, and 15 datagrams',
    before: 'const growth',
    command: 'bpftool map update name kinds key 1 value 5 0 0 0 0 0 0 0',
  },
  {
    claim: 'and the map was seen to grow',
    before: 'const growth',
    command: 'bpftool net detach xdp dev eth0',
    also: ['15 pings came in, and 15 datagrams', 'lines in the chart: 0'],
  },
  {
    claim: 'tcpdump sees the requests, and nobody answers',
    before: 'const late',
    command: 'tc filter del dev eth0 ingress',
    also: ['packets that tcpdump sees, of three that tc drops: 6'],
  },
  {
    claim: 'tcpdump is deaf, and still nobody answers',
    before: 'const early',
    command: 'ip link set dev eth0 xdp off',
    also: ['packets that tcpdump sees, of three that XDP drops: 6', 'the driver has counted them'],
  },
  {
    claim: 'the driver has counted them',
    before: 'const early',
    on: 'node2',
    command: 'tc qdisc add dev eth0 root netem loss 100%',
  },
  {
    claim: 'and what goes out is none of XDP’s business: the answer is',
    before: 'const own',
    command: 'ip link set dev eth0 xdp off',
  },
  {
    claim: 'red reaches blue, with no bridge, no address and no router',
    before: 'const bridges',
    command: 'ip link add br0 type bridge',
  },
  { claim: 'all is as it was, and red does not reach blue', before: 'const silent', command: joined },
  {
    claim: 'red’s frames still go to the number that blue’s cable had',
    before: 'const map =',
    command: joined,
  },
  { claim: 'repaired', before: 'const mended', command: 'bpftool net detach tcx_ingress dev veth-blue' },
  {
    claim: 'each request passes all four stations',
    before: 'const long',
    command: 'nft insert rule ip wall pods accept',
  },
  {
    claim: 'veth-red is not on its way any more, and no router takes one off',
    before: 'const short',
    command: noBypass,
    also: ['the TTL with which the request gets to red: 63'],
  },
  {
    claim: 'red received all, the firewall and its end of the cable none',
    before: 'const direct',
    command: noBypass,
  },
  {
    claim: 'on the short way nobody asks it; on the plain one it refuses',
    before: 'const open',
    command: 'bpftool net detach tcx_ingress dev eth0',
  },
  {
    claim: 'before and after are alike',
    before: 'const missed',
    command: instead('link del ghost', 'exit 0'),
  },
  {
    claim: 'the ghost was seen, both times, and who it was',
    before: 'const watch =',
    command: somebodyElse('ghost'),
  },
  {
    claim: 'ip made the cable; the kernel itself takes it away, later',
    before: 'const seen',
    command: somebodyElse('veth-pod'),
  },
  {
    claim: 'a namespace comes with its lo, whoever makes it',
    before: 'const watch =',
    command: somebodyElse('netns add'),
  },
  {
    claim: '10.1.0.2 is refused and counted, 10.1.0.3 is answered',
    before: 'const bad',
    command: 'bpftool map delete name refused key 10 1 0 2',
  },
  { claim: 'nothing is left behind', command: 'touch /root/left.c' },
];
