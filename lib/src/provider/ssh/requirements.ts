import { DATA_NICS } from '../nodes.js';

/** What a machine must have, as data. */
export interface Requirement {
  readonly what: string;
  /** Prints nothing where all is well, else what is missing. Runs as root on the machine. */
  readonly probe: string;
  /** The way on, where what was printed does not tell it. */
  readonly mend: (missing: string) => string;
}

/** The commands that chapters type, and the Debian package of each (vagrant/packages.list). */
const TOOLS: Readonly<Record<string, string>> = {
  ...{ ip: 'iproute2', bridge: 'iproute2', tc: 'iproute2', ss: 'iproute2', ping: 'iputils-ping' },
  ...{ arping: 'iputils-arping', ethtool: 'ethtool', brctl: 'bridge-utils', ifconfig: 'net-tools' },
  ...{ tcpdump: 'tcpdump', nft: 'nftables', iptables: 'iptables', ipset: 'ipset', ipvsadm: 'ipvsadm' },
  ...{ conntrack: 'conntrack', bpftool: 'bpftool', traceroute: 'traceroute', dig: 'dnsutils', iperf3: 'iperf3' },
  ...{ socat: 'socat', nc: 'netcat-openbsd', curl: 'curl', ps: 'procps', strace: 'strace', jq: 'jq' },
  ...{ python3: 'python3', modprobe: 'kmod' },
};

const MODULES = [
  ...['veth', 'bridge', 'br_netfilter', 'bonding', 'dummy', '8021q', 'vxlan', 'geneve', 'macvlan', 'ipvlan', 'tun'],
  ...['ipip', 'ip_gre', 'wireguard', 'vrf', 'ifb', 'ip_vs', 'ip_vs_rr', 'ip_set', 'nf_tables', 'sch_netem'],
  ...['sch_ingress', 'cls_bpf', 'act_mirred'],
];

/** All that both machines must have; each is asked for, so that all that is missing is told at once. */
export const REQUIREMENTS: readonly Requirement[] = [
  {
    what: 'Linux with network namespaces',
    probe: '[ "$(uname -s)" = Linux ] && [ -e /proc/self/ns/net ] || uname -sr',
    mend: () => 'The course is about Linux: take another machine.',
  },
  {
    what: 'an iproute2 that prints JSON',
    probe: 'ip -d -j link show dev lo 2> /dev/null | grep -q "^\\[" || ip -V',
    mend: () => 'Install a newer iproute2 (5.0 and later will do).',
  },
  {
    what: 'the commands that chapters type',
    probe: `for tool in ${Object.keys(TOOLS).join(' ')}; do command -v $tool > /dev/null || echo $tool; done`,
    mend: (missing) => {
      const packages = new Set(missing.split('\n').map((tool) => TOOLS[tool] ?? tool));
      return `There: sudo apt-get install ${[...packages].join(' ')}`;
    },
  },
  {
    what: 'the kernel’s modules that chapters use',
    probe: `modprobe -n -q -a ${MODULES.join(' ')} || for name in ${MODULES.join(' ')}; do modprobe -n -q $name || echo $name; done`,
    mend: () => 'Install the kernel’s full set of modules, or boot another kernel.',
  },
  {
    what: 'network cards called eth0 and eth1, which join the machines',
    probe: `for nic in ${DATA_NICS.join(' ')}; do [ -e /sys/class/net/$nic ] || echo $nic; done`,
    mend: () =>
      'Give each machine two cards for the course, and name them so: ip link set dev NAME down; ip link set dev NAME name eth0',
  },
  {
    what: 'eth0 and eth1 to itself: without address, bridge or bond',
    probe: `for nic in ${DATA_NICS.join(' ')}; do ip -o address show dev $nic scope global; ip -o link show dev $nic | grep -o "^[^@]* eth[01]: .* master [^ ]*"; done 2> /dev/null; :`,
    mend: () => 'Chapters use these cards as they please: take off what is there, or give the course other cards.',
  },
];
