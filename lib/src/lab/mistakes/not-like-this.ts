import { RESET, type KnownMistake } from './mistake.js';

/** The kernel or the program refuses what it was told. */
export const notLikeThis: readonly KnownMistake[] = [
  // The wrong family
  {
    says: /inet (?:prefix|address) is expected rather than "([^"]*:[^"]*)"/,
    means: ([, address]) => `\`${address}\` is an IPv6 address where an IPv4 one belongs.`,
    mend: 'Write `ip -6`, or leave `-4` out. An IPv4 route that leads by way of an IPv6 router says so: `via inet6 fe80::1`.',
  },
  {
    says: /inet6 (?:prefix|address) is expected rather than "([\d./]+)"/,
    means: ([, address]) => `\`${address}\` is an IPv4 address where an IPv6 one belongs.`,
    mend: 'Leave `-6` out, or give an IPv6 address.',
  },
  {
    says: /(\S+): Address family for hostname not supported/,
    means: ([, address]) => `\`${address}\` is of the other IP version than the one asked for by \`-4\` or \`-6\`.`,
    mend: 'Leave the option out: the address itself tells which it is.',
  },
  {
    says: /IPv6 is disabled on this device/,
    means: 'IPv6 is switched off in this namespace.',
    mend: '`sysctl -w net.ipv6.conf.all.disable_ipv6=0` switches it on.',
  },

  // Refused
  {
    says: /Operation not permitted|Permission denied/,
    means: 'Only root may do this.',
    mend: 'In a cell the commands run as root. In a terminal write `sudo` before it.',
  },
  {
    says: /Address already in use/,
    command: /\blink\b/,
    means: 'The parent, or another of its macvlan children, has this MAC. The parent could not tell them apart.',
    mend: '`ip link` shows who has which. Give this one another: `ip link set NAME address 02:00:00:00:00:05`.',
  },
  {
    says: /Address already in use/,
    means: 'Another program in this namespace listens on this port.',
    mend: `\`ss -tlnp\` shows which. End it with \`stop()\` of what started it. ${RESET}`,
  },
  {
    says: /(?:exec of "([^"]+)" failed: No such file)|(?:: ([^\s:]+): (?:command )?not found)/,
    means: ([, inNetns, inShell]) => `There is no command \`${inNetns ?? inShell}\` on this machine.`,
    mend: 'Look whether it is spelt right. The machines have no way to the internet to install more.',
  },
  {
    says: /not a valid ifname|Attribute failed policy validation/,
    command: /\blink\b|\bbridge\b/,
    means: 'An interface cannot have this name: 15 characters are the most, without `/` and blanks.',
    mend: 'Choose a shorter name.',
  },
  {
    says: /any valid (?:prefix|address) is expected rather than "([^"]+)"|inet6? (?:prefix|address) is expected rather than "([^"]+)"/,
    means: ([, any, inet]) => `\`${any ?? inet}\` is not an address.`,
    mend: 'An IPv4 address is four numbers from 0 to 255, and a length: 10.0.0.1/24.',
  },
  {
    says: /either "([^"]+)" is duplicate, or "([^"]+)" is (?:a )?garbage/,
    means: ([, , word]) => `\`ip\` does not know what \`${word}\` is to do at this place.`,
    mend: 'Look for a typing mistake or a missing word before it. `ip link help` and `ip addr help` show the order.',
  },
  {
    says: /Not enough information: "type" argument is required/,
    means: 'The command does not say what kind of interface to make.',
    mend: 'Add it: `type veth peer name NAME`, `type bridge`, `type dummy`...',
  },
  {
    says: /Not enough information: "([^"]+)" argument is required/,
    means: ([, word]) => `The command does not say which interface: \`${word} NAME\` is missing.`,
    mend: ([, word]) => `Add \`${word}\` and the name of the interface.`,
  },
  {
    says: /Command line is not complete|Object "([^"]+)" is unknown|Command "([^"]+)" is unknown/,
    means: ([, object, verb]) => {
      const word = object ?? verb;
      return word === undefined ? 'The command ends too early.' : `\`ip\` does not know the word \`${word}\`.`;
    },
    mend: '`ip help` lists what there is, and `ip link help` shows how one of them is written.',
  },
  {
    says: /^(\w+): unknown (?:command|option) "([^"]+)"/m,
    means: ([, type, word]) => `An interface of type ${type} has no setting \`${word}\`.`,
    mend: ([, type]) =>
      `Above stands what it has, as \`ip link help ${type}\` shows it. Before a value comes its word: \`id 10\`.`,
  },
  {
    says: /Unknown device type/,
    means: 'The kernel knows no interface of this type.',
    mend: 'Look whether it is spelt right: veth, bridge, vlan, vxlan, macvlan, ipvlan, bond, dummy...',
  },
  {
    says: /Can not enslave a bridge to a bridge/,
    means: 'A bridge cannot be a port of another bridge.',
    mend: 'Join the two by a veth pair, with one end in each.',
  },
  {
    says: /Invalid argument/,
    command: /\blink add (?!.*\blink ).*\btype (?:mac|ip)v(?:lan|tap)\b/,
    means: 'The command does not say on which interface the new one is to sit.',
    mend: 'Name the parent: `ip link add NAME link eth0 type macvlan mode bridge`.',
  },
  {
    says: /Invalid argument/,
    command: /\btype macv(?:lan|tap)\b/,
    means:
      'The parent cannot have this child. One in `passthru` mode is its parent’s only one, and is so from the start; a loopback has none.',
    mend: '`ip -d link`, here and in each namespace, shows the children and their modes. Delete what is in the way, then make it anew.',
  },
  {
    says: /Device or resource busy/,
    means:
      'The interface serves something else already: it is the port of a bridge or a bond, or it carries a macvlan or ipvlan.',
    mend: `\`ip -d link\` shows what. \`ip link set NAME nomaster\` takes it out of a bridge. ${RESET}`,
  },
  {
    says: /Operation not supported/,
    command: /\blink set\b.*\btype (\w+)\b/,
    means: 'The interface is of another type, so it has no such setting.',
    mend: '`ip -d link show dev NAME` tells its type and what it has.',
  },
  {
    says: /Address already assigned to an ipvlan device/,
    means: 'Another child of the same parent has this address. By the address alone the parent tells them apart.',
    mend: '`ip addr`, here and in each namespace, shows who has it. Give this one another.',
  },
  {
    says: /Interface "([^"]+)" is not ARPable/,
    means: ([, name]) => `\`${name}\` asks for no neighbours: it sends everything the one way that there is.`,
    mend: '`ip link` says NOARP of it, as of a loopback, a tun device, or an ipvlan in mode l3. Use `ping`.',
  },
  {
    says: /tcpdump: (\S+): That device is not up/,
    means: ([, name]) => `Nothing comes by \`${name}\`: it is down.`,
    mend: ([, name]) => `\`ip link set ${name} up\` switches it on.`,
  },
  {
    says: /Operation not supported/,
    command: /\blink del/,
    means: 'This interface was not made by hand, so it cannot be deleted.',
    mend: '`ip link set NAME down` switches it off.',
  },
  {
    says: /Operation not supported/,
    command: /\blink set\b.*\baddress\b/,
    means: 'The MAC of this interface cannot be set: an ipvlan has its parent’s, always.',
    mend: 'Use macvlan where each is to have a MAC of its own.',
  },
  {
    says: /Operation not supported/,
    command: /\bbridge (?:vlan|fdb|link)\b/,
    means: 'The interface is no port of a bridge, so no bridge keeps anything about it.',
    mend: '`bridge link` lists the ports. `ip link set NAME master br0` makes it one. For the bridge itself write `self`.',
  },
  {
    says: /The interface netns is immutable/,
    means:
      'This interface stays in its namespace: each namespace has a loopback of its own, and some tunnels are bound too.',
    mend: 'Use the one that the other namespace has: `ip -n NAME link`.',
  },
  {
    says: /Operation not supported/,
    command: /\bcarrier o(?:n|ff)\b/,
    means: 'The signal of this interface comes from what is behind it: it is not switched by hand.',
    mend: 'The other end of a veth pair takes it away when it goes down. `lab.link(node1, "eth0", "down")` pulls the cable of a card.',
  },
  {
    says: /mtu (?:greater than device maximum|less than device minimum)/,
    means: 'The interface cannot carry packets of this size.',
    mend: '`ip -d link show dev NAME` tells the smallest and the largest: minmtu and maxmtu.',
  },
  {
    says: /Invalid argument/,
    command: /\blink set\b.*\bmtu\b/,
    means: 'Its packets have to fit into the interface below, and those of a tunnel with its headers in front.',
    mend: '`ip link show dev NAME` shows the MTU of the interface below. A VXLAN device may have 50 less.',
  },
  {
    says: /Invalid address length \d+ - must be 6 bytes|is invalid lladdr/,
    means: 'This is no hardware address (MAC).',
    mend: 'Six bytes, each of two hexadecimal digits: 02:00:00:00:00:05.',
  },
  {
    says: /Cannot assign requested address/,
    command: /\blink\b/,
    means:
      'An interface cannot have this MAC: with an odd first byte it is a group of receivers, and only zeros are nobody.',
    mend: 'Begin with 02 for one of your own: 02:00:00:00:00:05.',
  },
  {
    says: /No command specified/,
    means: 'The command that is to run in the namespace is missing.',
    mend: 'Add it: `ip netns exec red ip link`. For `ip` alone, `ip -n red link` is shorter.',
  },
  {
    says: /^Error: (?:syntax error|unknown chain)/m,
    command: /\bnft\b/,
    means: '`nft` cannot read this; ^ marks the place.',
    mend: 'Look for a typing mistake there. What the shell would take, such as { and ;, stands in quotes.',
  },
];
