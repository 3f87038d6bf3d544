import type { Break } from './breaks.js';

const config = '/coreos.com/network/config';
const wanted = (more: string): string =>
  `etcdctl put ${config} '{"Network":"10.10.0.0/16","EnableNFTables":true,${more}}'`;

/** A program that is found before the one of its name, and does something else. */
const instead = (name: string, script: string): string => `
      printf '%s\\n' '#!/bin/sh' ${script} > /usr/local/sbin/${name}
      chmod +x /usr/local/sbin/${name}`;

const firstPort = '$(ls /sys/class/net/cni0/brif | head -n 1)';

/** It hears no ping and no answer. */
const deaf = (name: string): string => `ip netns exec ${name} nft '
      add table ip deaf
      add chain ip deaf in { type filter hook input priority 0; }
      add rule ip deaf in ip protocol icmp drop'`;

/** Somebody else's translation comes before Flannel's. */
const translated = (to: string): string => `nft '
      add table ip other
      add chain ip other way { type nat hook postrouting priority 90; }
      add rule ip other way ip saddr 10.10.1.2 snat to ${to}'`;

/** To node2's pods without a tunnel. */
const bare = 'ip route replace 10.10.2.0/24 via 10.1.0.2';
const noDaemon = 'systemctl stop flanneld';

export const breaks: readonly Break[] = [
  {
    claim: 'a /24 of the /16, and never the first one',
    before: 'systemctl start flanneld',
    command: wanted('"SubnetLen":25,"Backend":{"Type":"vxlan"}'),
    also: ['addresses for node1: 128'],
  },
  {
    claim: 'this subnet is behind 10.1.0.1, whose flannel.1 has this MAC',
    command: 'ip link set flannel.1 address 02:00:00:00:00:99',
  },
  {
    claim: 'and it is lent, for a day',
    command: `etcdctl lease revoke $(etcdctl lease list | tail -n 1)
      etcdctl lease grant 50`,
  },
  {
    claim: 'the fourth gets none, and its daemon ends',
    command:
      instead('etcdctl', `'case $2 in *.192-26) exit 0 ;; esac' 'exec /usr/bin/etcdctl "$@"'`) +
      instead('flanneld', `'exec timeout 5 /usr/local/bin/flanneld "$@"'`),
  },
  {
    claim: 'route, neighbour, fdb: from the pods to the machine',
    on: 'node2',
    command: 'ip link set flannel.1 address 02:00:00:00:00:99',
  },
  {
    claim: 'all three are for good: nobody has to ask, nobody has to learn',
    before: 'const joined =',
    command: `${noDaemon}
      printf '%s\\n' 'until etcdctl get /coreos.com/network/subnets/10.10.2.0-24 | grep -q .; do sleep 0.1; done' 'ip neigh add 10.10.2.0 lladdr 02:00:00:00:00:07 dev flannel.1 nud reachable' 'bridge fdb add 02:00:00:00:00:07 dev flannel.1 dst 10.1.0.2' 'ip route add 10.10.2.0/24 via 10.10.2.0 dev flannel.1 onlink' > /run/other
      setsid -f sh /run/other > /dev/null 2>&1 < /dev/null`,
    also: ['route, neighbour, fdb: from the pods to the machine'],
  },
  {
    claim: 'address and MTU are from the file; the way out is cni0',
    command: 'ip -n red link set eth0 mtu 1400',
  },
  { claim: 'two pods, two ports; both commands say so', command: `ip link set ${firstPort} nomaster` },
  {
    claim: 'hairpin: a pod may reach itself by way of a service',
    command: `bridge link set dev ${firstPort} hairpin off`,
  },
  {
    claim: 'ethtool’s number is the one behind @if',
    command: instead('ethtool', `'echo peer_ifindex: 99'`),
  },
  {
    claim: '10.10.1.1, cni0, asks; nobody routes: the TTL is 64 both ways',
    before: 'const heard =',
    command: 'ip netns exec red sysctl -w net.ipv4.ip_default_ttl=63',
  },
  {
    claim: 'pings pass, and nobody ever asks for a MAC: it was written down',
    before: 'const seen =',
    on: 'node2',
    command: deaf('blue'),
  },
  {
    claim: '8472 is open, and no program has it: it is the kernel’s',
    command: `${noDaemon}
      ip link del flannel.1
      setsid -f socat -u UDP-RECV:8472 /dev/null > /dev/null 2>&1 < /dev/null
      until ss -upnl | grep -q :8472; do :; done`,
  },
  { claim: 'packed between the two eth0, and nowhere else', before: 'const journey =', command: bare },
  { claim: '148 bytes for 98, to UDP port 8472', before: 'const onWire =', command: bare },
  {
    claim: 'that of flannel.1: so the answer comes back through the tunnel',
    command: 'ip route replace 10.10.2.0/24 via 10.10.2.0 dev flannel.1 onlink src 10.10.1.1',
  },
  {
    claim: 'one route to the machine itself: no device, no byte more',
    command: 'ip link add flannel.7 type dummy',
  },
  {
    claim: 'udp: the one that its makers want for debugging only',
    before: 'const log =',
    command: `${wanted('"Backend":{"Type":"host-gw"}')}
      systemctl restart flanneld`,
  },
  { claim: '28 bytes more, and not a packet without the program', before: 'const calls =', command: bare },
  {
    claim: 'no daemon lives, and the pods do not notice',
    before: '--signal KILL',
    command: 'ip route del 10.10.2.0/24',
    also: ['replies without any flanneld: 0'],
  },
  {
    claim: 'without etcd: the pods talk, and the daemon waits',
    before: 'systemctl stop etcd',
    on: 'node2',
    command: deaf('blue'),
  },
  { claim: 'it hears of it, and writes its three lines', before: 'const third =', command: noDaemon },
  {
    claim: 'with the program its device is gone, and the way with it',
    on: 'node2',
    command: deaf('blue'),
  },
  {
    claim: 'node2’s daemon sees its own entry age, and takes a new day',
    on: 'node2',
    command: noDaemon,
  },
  { claim: 'etcd forgets the entry, and node1 its three lines', before: 'const went =', command: noDaemon },
  {
    claim: 'node2 is back, with the same subnet, and blue answers',
    on: 'node2',
    command: 'rm /run/flannel/subnet.env',
  },
  {
    claim: 'node2 has lost its subnet: its daemon ends itself',
    on: 'node2',
    command: 'systemctl kill --signal STOP flanneld',
  },
  {
    claim: 'node1 woke up later, and keeps its line: the table has none',
    command: 'ip route del 10.10.2.0/24',
  },
  {
    claim: 'no: at least four machines must fit into a network',
    before: 'const second =',
    command: instead('etcdctl', `'exec /usr/bin/etcdctl "$1" "$2" "$(echo "$3" | sed s/,.SubnetLen.:24//)"'`),
  },
  {
    claim: 'no longer red: node1 has put an address of its own in its place',
    before: 'const wrong =',
    command: translated('10.10.1.2'),
    also: ['who asks, for blue: 10.10.1.2'],
  },
  { claim: 'repaired: blue sees red', command: translated('10.10.1.0') },
  {
    claim: 'blue answers, and for node2 nobody is at 10.1.0.9',
    before: 'const mended = await red.ping',
    on: 'node2',
    command: 'bridge fdb add 02:00:00:00:00:77 dev flannel.1 dst 10.1.0.9',
  },
  { claim: 'nothing is left behind', command: 'ip link add br7 type bridge' },
];
