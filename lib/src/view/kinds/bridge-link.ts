import type { BridgeLink } from '../../parse/bridge-link.js';
import { type Kind, keys, those } from './columns-of.js';

const settings = (row: BridgeLink): string =>
  [
    ...those(row, 'hairpin', 'guard', 'isolated', 'neigh_suppress'),
    ...(['learning', 'flood', 'mcast_flood', 'bcast_flood'] as const)
      .filter((name) => row[name] === false)
      .map((name) => `no ${name}`),
  ].join(', ');

/** A port of a bridge. */
export const bridgeLink: Kind = {
  known: [['ifindex', 'master', 'cost']],
  columns: [
    ...keys('ifname', 'master', 'state', 'priority', 'cost'),
    { title: 'settings', value: settings },
    ...keys('flags'),
  ],
};
