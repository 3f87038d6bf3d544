import { type KnownMistake } from './mistake.js';

/** What the kernel says of tun and tap devices, to `ip` and to the program that asks for one. */
export const tun: readonly KnownMistake[] = [
  {
    says: /TUNSETIFF[\s\S]*Device or resource busy/,
    command: /\btuntap\b/,
    means: 'A device of this name is there already: `ip tuntap` made it before, or a program holds it.',
    mend: '`ip tuntap` lists all of them. `ip tuntap del dev NAME mode tun` deletes one that stays, `stop()` ends a program.',
  },
  {
    says: /TUNSETIFF[\s\S]*Device or resource busy/,
    means: 'Another program holds this device, and one device has one program.',
    mend: 'End the other one with `stop()` of what started it, or ask for a device of another name.',
  },
  {
    says: /TUNSETIFF[\s\S]*Invalid argument/,
    means: 'There is an interface of this name, and it is of another kind: a tap is no tun, and a card is neither.',
    mend: '`ip -d link show dev NAME` tells its kind. Ask for that one, or take another name.',
  },
  {
    says: /TUNSETIFF[\s\S]*Operation not permitted/,
    means: 'Only root may make a tun or tap device, or hold one that is not given to him.',
    mend: 'In a cell the commands run as root. `ip tuntap add dev tun0 mode tun user NAME` gives one to a user.',
  },
  {
    says: /tun\/tap creation via rtnetlink is not supported/,
    means: '`ip link` cannot make a tun or tap device.',
    mend: '`ip tuntap add dev tun0 mode tun` does, or the program that is to hold it.',
  },
  {
    says: /You failed to specify a tunnel mode|Unknown tunnel mode/,
    command: /\btuntap\b/,
    means: 'The command does not say which of the two it is to be.',
    mend: 'Write `mode tun` for IP packets, or `mode tap` for Ethernet frames.',
  },
];
