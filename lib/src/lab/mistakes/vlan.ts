import { type KnownMistake } from './mistake.js';

/** What the kernel says of VLAN devices and of the VLANs of a bridge. */
export const vlan: readonly KnownMistake[] = [
  {
    says: /8021q: VLAN device already exists/,
    means: 'The interface below has a VLAN device of this id already, perhaps of another name or in another namespace.',
    mend: '`ip -d link show type vlan` lists those that are here. Choose another id, or delete that one: `ip link del NAME`.',
  },
  {
    says: /8021q: VLAN properties not specified/,
    means: 'The command does not say which VLAN.',
    mend: 'Add its id: `type vlan id 10`.',
  },
  {
    says: /8021q: link not specified/,
    means: 'A VLAN device sits on another interface, and the command does not say on which.',
    mend: 'Add it: `ip link add link eth0 name eth0.10 type vlan id 10`.',
  },
  {
    says: /8021q: VLANs not supported on device/,
    means: 'This interface carries no Ethernet frames, so there is no place for a tag.',
    mend: 'Take a network card, a bridge, a bond, or one end of a veth pair.',
  },
  {
    says: /Invalid VLAN id|Vlan id is invalid/,
    means: 'A VLAN id is a number from 1 to 4094.',
    mend: 'Choose one of these.',
  },
  {
    says: /Device and VLAN ID are required arguments/,
    means: 'The command has to name the port and the id.',
    mend: 'Write both: `bridge vlan add dev eth0 vid 10`. For the bridge itself, `self` comes last.',
  },
  {
    says: /Numerical result out of range/,
    command: /\bmtu\b/,
    means: 'A VLAN device cannot have a larger MTU than the interface that it sits on.',
    mend: 'Raise that one first, at both ends of the cable. `ip link` shows what each has.',
  },
  {
    says: /Network is down/,
    command: /\blink set\b.*\bup\b/,
    means: 'The interface that this one sits on is down: `eth0` for `eth0.10`.',
    mend: '`ip link set eth0 up` first. The VLAN devices on it come up with it.',
  },
];
