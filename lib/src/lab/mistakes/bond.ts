import { type KnownMistake } from './mistake.js';

/** What the kernel says of a bond and of its ports. */
export const bond: readonly KnownMistake[] = [
  {
    says: /Device can not be enslaved while up/,
    means: 'A bond takes only interfaces that are down.',
    mend: '`ip link set NAME down` first, then `master`, then the bond up.',
  },
  {
    says: /unable to set option because the bond (?:device has slaves|is up)|write error: Directory not empty/,
    means: 'A bond changes its mode only while it is down and has no ports.',
    mend: 'Make it anew: `ip link del bond1`, then `ip link add` with the other mode. Its ports stay, and are up: set them down.',
  },
  {
    says: /invalid mode/,
    command: /\bbond\b/,
    means: 'There is no mode of this name.',
    mend: 'The modes: balance-rr, active-backup, balance-xor, broadcast, 802.3ad, balance-tlb, balance-alb.',
  },
  {
    says: /option not supported in mode/,
    means: 'The mode of this bond has no such setting: `lacp_rate` is for 802.3ad only, for example.',
    mend: '`ip -d link show dev bond1` tells the mode and what is set.',
  },
  {
    says: /invalid option value/,
    command: /\btype bond\b.*\bactive_slave\b/,
    means: 'This interface is no port of the bond.',
    mend: '`ip link show master bond1` lists the ports. One that is down becomes a port by `ip link set NAME master bond1`.',
  },
  {
    says: /invalid xmit_hash_policy/,
    means: 'There is no such way to choose the port of a packet.',
    mend: 'The ways: layer2, layer2+3, layer3+4, encap2+3, encap3+4, vlan+srcmac.',
  },
];
