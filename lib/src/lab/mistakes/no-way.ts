import { type KnownMistake } from './mistake.js';

/** A packet, or a connection, does not get there. */
export const noWay: readonly KnownMistake[] = [
  {
    says: /unable to connect to server[^]*Connection refused/,
    command: /\biperf3\b/,
    means: 'No iperf3 server listens there.',
    mend: "Start one at the other end, and keep it running: await blue.start('iperf3 -s', { ready: { port: 5201 } }).",
  },
  // A ping that nobody answers says nothing on stderr: these words are from stdout.
  {
    says: /100% packet loss/,
    command: /\bping\b.* (?:127\.\S+|::1|localhost)\s*$/,
    means: 'The namespace does not answer itself: its loopback `lo` is down, or a firewall rule is in the way.',
    mend: '`ip link set lo up` switches it on. `nft list ruleset` shows the rules.',
  },
  {
    says: /Destination Host Unreachable/,
    command: /\bping\b/,
    means: 'Nobody said that they have this address (ARP): no neighbour has it, or an interface on the way is down.',
    mend: '`ip neigh` shows FAILED for it. At the other end: `ip addr` shows whether it has the address, `ip link set NAME up` switches it on.',
  },
  {
    says: /100% packet loss/,
    command: /\bping\b/,
    means:
      'No reply came, and nobody said why: the other end is down, or it does not know the way back, or a rule drops it, or a machine in between does not forward.',
    mend: 'At both ends: `ip link` (NO-CARRIER, or no UP: `ip link set NAME up`), `ip route`, `nft list ruleset`. In between: `sysctl net.ipv4.ip_forward`.',
  },
  {
    says: /Network is unreachable|No route to host/,
    means: 'The kernel of this namespace knows no way there, so nothing was sent.',
    mend: '`ip route` shows the ways it knows. Look too whether the interface is up and has an address: `ip addr`.',
  },
  {
    says: /Nexthop has invalid gateway|Nexthop device is not up|Nexthop not reachable/,
    means: 'The router after `via` is not a neighbour: no interface that is up has an address in its subnet.',
    mend: 'Give the interface its address and set it up first (`ip link set NAME up`), then add the route. A machine behind another router is no neighbour: name that router.',
  },
  {
    says: /Device for nexthop is not up|Network is down/,
    means: 'The interface is down, and a route leads only through one that is up.',
    mend: '`ip link set NAME up` first. A route typed by hand is lost whenever its interface goes down.',
  },
  {
    says: /Invalid prefsrc address/,
    means: 'The address after `src` is not one of this namespace.',
    mend: '`ip addr` shows those it has. Leave `src` out, and the kernel chooses.',
  },
  {
    says: /Invalid prefix for given prefix length/,
    means: 'The destination has bits set beyond its length: it is one address and not a subnet.',
    mend: 'Write the first address of the subnet, as in 10.8.0.0/24, or /32 for one address.',
  },
  {
    says: /Invalid argument/,
    command: /\br(?:oute)? get\b|\bping\b/,
    means: 'The route that fits is a `blackhole`: the kernel throws such packets away.',
    mend: '`ip route` shows it, and `ip route del blackhole SUBNET` takes it away.',
  },
  {
    says: /Invalid argument/,
    command: /\bmaster\b/,
    means:
      'This kind of interface cannot be a port of that one: a loopback, tun or ipvlan carries no frames to switch.',
    mend: 'Ports of a bridge can be network cards, veth, tap, vlan and vxlan.',
  },
  {
    says: /curl: \(7\)|Connection refused/,
    means: 'Nothing answers on this port: no program listens there, or the machine was not reached at all.',
    mend: '`ss -tln` in the other namespace shows who listens. `ping` shows whether it is reached.',
  },
  {
    says: /curl: \(28\)|Connection timed out/,
    means: 'No answer came at all, not even a refusal: packets get lost on the way there or on the way back.',
    mend: '`ip neigh` shows whether the neighbour was found. `ip route` on both sides shows whether both know the way.',
  },
  {
    says: /(?:ping|curl): .*(?:Name or service not known|Temporary failure in name resolution|Could not resolve host)/,
    means: 'This is a name, and nobody here turns names into addresses. A namespace is not known by its name either.',
    mend: 'Use the address. `ip -n NAME addr` shows it.',
  },
];
