import { RESET, type KnownMistake } from './mistake.js';

/** The kernel or the program refuses what it was told. */
export const notLikeThis: readonly KnownMistake[] = [
  {
    says: /Operation not permitted|Permission denied/,
    means: 'Only root may do this.',
    mend: 'In a cell the commands run as root. In a terminal write `sudo` before it.',
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
    mend: `\`ip -d link\` shows what. \`ip link set NAME nomaster\` takes it out of a bridge. ${RESET}`,
  },
  {
    says: /Operation not supported/,
    command: /\blink del/,
    means: 'This interface was not made by hand, so it cannot be deleted.',
    mend: '`ip link set NAME down` switches it off.',
  },
];
