/** What chapters, and people who try things, do to a machine; each leaves something behind. Run in this order. */
export const MESSES: readonly string[] = [
  // namespaces, and who runs in them
  'ip netns add red; ip netns add blue; ip link add veth0 type veth peer name eth0 netns red; ip -n red link set lo up',
  'ip netns exec red python3 -m http.server 8001 > /dev/null 2>&1 & ip netns exec red sleep 1000 > /dev/null 2>&1 &',
  '(sleep 1001; :) > /dev/null 2>&1 & setsid nohup sleep 1002 > /dev/null 2>&1 &',
  // a network card that is in a namespace, under another name
  'ip link set eth1 name ethX; ip link set ethX netns blue; ip -n blue link set ethX up mtu 1400',
  // links that stand on each other
  'ip link set veth0 up; ip addr add 10.0.0.1/24 dev veth0; ip link add br0 type bridge vlan_filtering 1 stp_state 1; ip link set veth0 master br0; ip link set br0 up',
  'ip link add eth0.10 link eth0 type vlan id 10; ip link add vx0 type vxlan id 7 dstport 4789 dev eth0; ip link add mv0 link eth0 type macvlan; ip link add vrf1 type vrf table 10; ip link set vrf1 up',
  'ip link add bond1 type bond mode active-backup; ip link set eth0 down; ip link set eth0 address 02:00:00:00:00:77; ip link set eth0 master bond1; ip link set bond1 up; ip addr add 10.7.0.1/24 dev bond1',
  'modprobe ipip; ip link add tun1 type ipip local 10.0.0.1 remote 10.0.0.2; ip tuntap add tap0 mode tap; ip link add dummy0 type dummy; ip link set dummy0 up',
  // addresses, routes, rules, neighbours
  'ip addr add 10.9.0.1/16 dev lo; ip addr add 2001:db8::1/64 dev lo; ip route add 10.20.0.0/16 via 10.9.0.2 dev lo onlink; ip route add table 100 blackhole 10.30.0.0/16; ip -6 route add 2001:db8:1::/48 dev dummy0',
  'ip rule add from 10.9.0.1 lookup 100; ip -6 rule add from 2001:db8::1 lookup 100; ip nexthop add id 9 dev dummy0; ip neigh add 10.9.0.9 lladdr 02:00:00:00:00:09 dev eth0 nud permanent; bridge fdb add 02:00:00:00:00:0a dev eth0',
  // the firewall, both ways of writing it, and what belongs to it
  'iptables -t nat -A POSTROUTING -s 10.9.0.0/16 -j MASQUERADE; iptables -A INPUT -p icmp -j DROP; nft add table inet wall; nft add chain inet wall door "{ type filter hook input priority 0; }"; nft add rule inet wall door udp dport 9 drop; nft add set inet wall names "{ type ipv4_addr; }"',
  'ipset create banned hash:ip; ipset add banned 10.1.2.3; ipvsadm -A -t 10.9.0.1:80 -s rr; ipvsadm -a -t 10.9.0.1:80 -r 10.9.0.2:80 -m',
  // settings
  'sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv4.conf.all.rp_filter=2 net.core.rmem_max=999999; modprobe br_netfilter; sysctl -qw net.bridge.bridge-nf-call-iptables=0',
  // traffic control and BPF
  'tc qdisc add dev lo root netem delay 1ms; tc qdisc add dev eth0 clsact; tc qdisc add dev eth0 root tbf rate 1mbit burst 10k latency 50ms; tc filter add dev eth0 ingress matchall action drop',
  'bpftool map create /sys/fs/bpf/leftover type hash key 4 value 4 entries 4 name leftover; ip link set eth0 txqueuelen 77 alias "not mine"; ip link set eth0 allmulticast on',
];

/** Parts of a picture that differ from one moment to the next without anybody's doing. */
const RESTLESS = [
  /"(ifindex|link_index|promiscuity|allmulti|operstate|qdisc|linkmode|tso_max_size|valid_life_time|preferred_life_time)":("[^"]*"|\d+),?/g,
  // settings that come with a module, which stays loaded, and counters
  /^net\.(vrf\..*|netfilter\.nf_conntrack_(count|max|buckets|expect_max)|ipv4\.tcp_fastopen_key|core\.netdev_rss_key|netfilter\..*|bridge\..*|ipv[46]\.neigh\..*|nf_conntrack_max|ipv[46]\.vs\..*|ipv4\.vs.*|ipv6\.conf\..*\.stable_secret).*\n/gm,
  /^(kworker|ps|sshd|bash|sudo|systemd|\(sd-pam\)|sftp|irq|jbd2|ipv6_addrconf|psimon|date|grep|sleep 0\.|agetty|hwclock|sh|env).*\n/gm,
  // the groups that a card listens to come and go with its being up
  /^(33:33|01:00:5e).*\n/gm,
  /^qdisc (noop|mq|fq_codel|pfifo_fast) 0:.*\n/gm,
  / (proto|refcnt|linkdown|metric 256)( \S+)?/g,
];

/** A picture of a machine, in parts, without what nobody set. */
export function fingerprint(picture: string): Record<string, string[]> {
  const parts: Record<string, string[]> = {};
  for (const part of picture.split(/^## /m).slice(1)) {
    const [title = '', ...lines] = part.split('\n');
    let text = `${lines.join('\n')}\n`;
    for (const restless of RESTLESS) text = text.replaceAll(restless, '');
    const rows = text.split('\n').filter((row) => row.trim() !== '');
    // What two processes share is a name; a kernel's worker threads come and go.
    parts[title] = title.startsWith('ps') ? [...new Set(rows)].sort() : rows.sort();
  }
  return parts;
}
