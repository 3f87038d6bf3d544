import { type KnownMistake } from './mistake.js';

/** A command names something that is not there. */
export const notThere: readonly KnownMistake[] = [
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
    says: /No such file or directory/,
    command: /\bbridge fdb del/,
    means: 'There is no such entry.',
    mend: '`bridge fdb show dev NAME` lists those that are there. All that it shows of an entry counts: `self` or `master`, `dst`, `vlan`.',
  },
  {
    says: /Cannot assign requested address|Address not found/,
    command: /\ba(?:ddr\w*)? del/,
    means: 'The interface does not have this address.',
    mend: '`ip addr` shows those it has. The length counts: 10.0.0.1/24 and 10.0.0.1/32 are two addresses.',
  },
  {
    says: /Cannot assign requested address/,
    command: /^(?!.*\blink\b)/,
    means: 'A program wants to use an address that this namespace does not have.',
    mend: '`ip addr` shows those it has, and `ip addr add ADDRESS dev NAME` gives one more.',
  },
  {
    says: /tcpdump: (\S+): No such device exists/,
    means: ([, name]) => `There is no interface \`${name}\` here to listen on.`,
    mend: '`tcpdump -D` lists those that are here. In a namespace tcpdump runs there: red.start(`tcpdump -i eth0`).',
  },
  {
    says: /sysctl: cannot stat \/proc\/sys\/(\S+): No such file/,
    means: ([, path]) => `This namespace has no setting \`${path!.replaceAll('/', '.')}\`.`,
    mend: 'Look whether it is spelt right: `sysctl -a | grep WORD` finds it. Some come only with a module or an interface.',
  },
  {
    says: /Could not process rule: No such file or directory/,
    means: 'The table or the chain that the rule is for is not in this namespace.',
    mend: '`nft list ruleset` shows what is. First `nft add table`, then `nft add chain`, then the rule.',
  },
];
