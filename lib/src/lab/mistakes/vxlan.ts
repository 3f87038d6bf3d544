import { type KnownMistake } from './mistake.js';

/** What the kernel says of VXLAN devices and of their fdb. */
export const vxlan: readonly KnownMistake[] = [
  {
    says: /Cannot change (?:port|VNI)/,
    means: 'The number and the port of a VXLAN device are given to it when it is made, and stay.',
    mend: '`ip link del NAME`, then `ip link add` with the other number. It has to go back into its bridge too.',
  },
  {
    says: /missing virtual network identifier/,
    means: 'A VXLAN device needs the number of its network.',
    mend: 'Write `id` and a number from 0 to 16777215 behind `type vxlan`.',
  },
  {
    says: /argument "[^"]*" is wrong: invalid id/,
    command: /\btype vxlan\b/,
    means: 'The number of a VXLAN has 24 bits.',
    mend: 'Choose one from 0 to 16777215.',
  },
  {
    says: /Invalid argument/,
    command: /\bbridge fdb (?:add|append|replace)\b(?!.*\b(?:dst|master)\b)/,
    means: 'An entry of a VXLAN device says behind which machine the MAC is.',
    mend: 'Write `dst` and the address of that machine behind it.',
  },
  {
    says: /argument "([^"]+)" is wrong: invalid group address/,
    means: ([, address]) => `\`${address}\` is one machine, and a group is many: an address from 224.0.0.0 on.`,
    mend: 'For one machine write `remote` in place of `group`.',
  },
];
