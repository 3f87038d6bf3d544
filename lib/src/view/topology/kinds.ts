import type { Family } from '../theme.js';

const families: Readonly<Record<string, Family>> = {
  ether: 'physical',
  veth: 'pair',
  netkit: 'pair',
  bridge: 'switch',
  openvswitch: 'switch',
  vlan: 'tag',
  vxlan: 'tunnel',
  geneve: 'tunnel',
  gre: 'tunnel',
  gretap: 'tunnel',
  ipip: 'tunnel',
  sit: 'tunnel',
  tun: 'tunnel',
  tap: 'tunnel',
  wireguard: 'tunnel',
  bond: 'bundle',
  team: 'bundle',
  vrf: 'bundle',
  macvlan: 'slice',
  macvtap: 'slice',
  ipvlan: 'slice',
  ipvtap: 'slice',
};

/**
 * The family whose colour a kind of device has.
 * @example familyOf('veth') // 'pair'
 */
export function familyOf(kind: string): Family {
  return Object.hasOwn(families, kind) ? families[kind]! : 'other';
}

/** The sign and the word of each state. */
export const states = {
  up: { sign: '●', word: 'up' },
  down: { sign: '○', word: 'down' },
  'no-carrier': { sign: '▲', word: 'no carrier' },
} as const;

/** What is said where a comparison finds nothing. */
export const unchanged = 'nothing has changed';

/** The sign and the word of each change. */
export const changes = {
  added: { sign: '+', word: 'added' },
  removed: { sign: '−', word: 'removed' },
  changed: { sign: '~', word: 'changed' },
} as const;
