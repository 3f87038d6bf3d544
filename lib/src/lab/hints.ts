/** A known mistake, in words. */
export interface Hint {
  /** What has happened. */
  readonly means: string;
  /** How to go on. */
  readonly mend: string;
}

/** One row of the table: what is said, what it means, what mends it. */
interface KnownMistake {
  /** What the command said on stderr. */
  readonly says: RegExp;
  /** Only for these commands. Most words of the kernel mean something else with another command. */
  readonly command?: RegExp;
  readonly means: string | ((said: string[], command: string) => string);
  readonly mend: string | ((said: string[], command: string) => string);
}

const reset = '`await lab.reset()` puts both machines back to clean.';

/** The first row that fits is taken: what is particular stands above what is general. */
const knownMistakes: readonly KnownMistake[] = [
  // Made twice
  {
    says: /Cannot create namespace file "\/(?:var\/)?run\/netns\/([^"]+)": File exists/,
    means: ([, name]) => `There is a namespace \`${name}\` already. The cell was probably run twice.`,
    mend: ([, name]) => `Delete it with \`ip netns del ${name}\`, or start afresh: ${reset}`,
  },
  {
    says: /Address already assigned(?! to)|File exists/,
    command: /\ba(?:ddr\w*)? add\b/,
    means: 'The interface has this address already. The cell was probably run twice.',
    mend: `Go on, or look with \`ip addr\`. ${reset}`,
  },
  {
    says: /File exists/,
    command: /\br(?:oute)? add\b/,
    means: 'There is a route to this destination already, with the same metric.',
    mend: `\`ip route replace\` changes it, \`ip route\` shows it. ${reset}`,
  },
  {
    says: /File exists/,
    command: /\bn(?:eigh\w*)? add\b/,
    means: 'This neighbour is in the table already. A failed search leaves an entry too.',
    mend: '`ip neigh replace` sets it whether it is there or not.',
  },
  {
    says: /An interface with the same name exists in the target netns|File exists/,
    command: /\blink set\b.*\bnetns\b/,
    means: 'The namespace has an interface of this name already. A name is there once in each namespace.',
    mend: `Delete the other one, or choose another name. ${reset}`,
  },
  {
    says: /File exists/,
    means: 'It is there already. The cell was probably run twice.',
    mend: `Look with \`ip link\`, delete it with \`ip link del NAME\`, or start afresh: ${reset}`,
  },

  // Not there
  {
    says: /Cannot open network namespace "([^"]+)"|Cannot remove namespace file "\/(?:var\/)?run\/netns\/([^"]+)": No such file/,
    means: ([, opened, removed]) => `There is no namespace \`${opened ?? removed}\`.`,
    mend: ([, opened, removed]) =>
      `\`ip netns\` lists those that are there. \`ip netns add ${opened ?? removed}\` makes it.`,
  },
  {
    says: /argument "([^"]+)" is wrong: Invalid "netns" value/,
    means: ([, name]) => `There is no namespace \`${name}\` to move the interface to.`,
    mend: ([, name]) => `\`ip netns add ${name}\` makes it. \`ip netns\` lists those that are there.`,
  },
  {
    says: /Cannot find device "([^"]+)"|Device "([^"]+)" does not exist/,
    means: ([, sought, shown]) =>
      `There is no interface \`${sought ?? shown}\` here. It has another name, or it is in another namespace.`,
    mend: '`ip link` lists those that are here, `ip -n NAME link` those in a namespace. A name like `eth0@if5` is `eth0` alone.',
  },
  {
    says: /argument "(?:link|type|name|dev|netns|peer|address)" is wrong/,
    command: /\blink add (?!link|name|dev|type)(\S+)/,
    means:
      'The name of the new interface is short for a word that `ip` knows (`ma` for `master`), and was read as that word.',
    mend: 'Write `name` before the name, or choose a longer one.',
  },
  {
    says: /argument "([^"]+)" is wrong: Device does not exist/,
    means: ([, name]) => `The command names an interface \`${name}\` that is not here.`,
    mend: '`ip link` lists those that are here. A bridge has to be made before something becomes its port.',
  },
  {
    says: /No such process/,
    command: /\br(?:oute)? (?:del|change)/,
    means: 'There is no such route in this namespace.',
    mend: '`ip route` shows those that are there. All that the command says about a route has to fit.',
  },
  {
    says: /Cannot assign requested address|Address not found/,
    command: /\ba(?:ddr\w*)? del/,
    means: 'The interface does not have this address.',
    mend: '`ip addr` shows those it has. The length counts: 10.0.0.1/24 and 10.0.0.1/32 are two addresses.',
  },
  {
    says: /Cannot assign requested address/,
    means: 'A program wants to use an address that this namespace does not have.',
    mend: '`ip addr` shows those it has, and `ip addr add ADDRESS dev NAME` gives one more.',
  },

  // No way there
  {
    says: /Network is unreachable|No route to host/,
    means: 'The kernel of this namespace knows no way there, so nothing was sent.',
    mend: '`ip route` shows the ways it knows. Look too whether the interface is up and has an address: `ip addr`.',
  },
  {
    says: /Nexthop has invalid gateway|Nexthop device is not up|Nexthop not reachable/,
    means: 'The router after `via` is not a neighbour: no interface that is up has an address in its subnet.',
    mend: 'Give the interface its address and set it up first (`ip link set NAME up`), then add the route.',
  },
  {
    says: /Device for nexthop is not up|Network is down/,
    means: 'The interface is down, and a route leads only through one that is up.',
    mend: '`ip link set NAME up` first. A route typed by hand is lost whenever its interface goes down.',
  },
  {
    says: /Invalid prefix for given prefix length/,
    means: 'The destination has bits set beyond its length: it is one address and not a subnet.',
    mend: 'Write the first address of the subnet, as in 10.8.0.0/24, or /32 for one address.',
  },
  {
    says: /Invalid argument/,
    command: /\br(?:oute)? get\b/,
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
    says: /Invalid argument/,
    command: /\br(?:oute)? add\b/,
    means: 'The kernel cannot make sense of this route as a whole.',
    mend: 'Look at each part: the destination, the router after `via` and the interface after `dev` have to belong together.',
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

  // Not like this
  {
    says: /Operation not permitted|Permission denied/,
    means: 'Only root may do this.',
    mend: 'In a cell the commands run as root. In a terminal write `sudo` before it.',
  },
  {
    says: /Address already in use/,
    means: 'Another program in this namespace listens on this port.',
    mend: `\`ss -tlnp\` shows which. End it with \`stop()\` of what started it. ${reset}`,
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
    says: /Device or resource busy/,
    means:
      'The interface serves something else already: it is the port of a bridge or a bond, or it carries a macvlan or ipvlan.',
    mend: `\`ip -d link\` shows what. \`ip link set NAME nomaster\` takes it out of a bridge. ${reset}`,
  },
  {
    says: /Operation not supported/,
    command: /\blink del/,
    means: 'This interface was not made by hand, so it cannot be deleted.',
    mend: '`ip link set NAME down` switches it off.',
  },
];

/**
 * What a failed command's words mean and what mends it, where the mistake is a known one.
 * @param command the line that failed, not the whole script: its verb decides what the words mean
 */
export function hintFor(command: string, stderr: string): Hint | undefined {
  for (const { says, command: only, means, mend } of knownMistakes) {
    if (only && !only.test(command)) continue;
    const said = says.exec(stderr);
    if (said) return { means: worded(means, said, command), mend: worded(mend, said, command) };
  }
  return undefined;
}

function worded(words: KnownMistake['means'], said: string[], command: string): string {
  return typeof words === 'string' ? words : words(said, command);
}
