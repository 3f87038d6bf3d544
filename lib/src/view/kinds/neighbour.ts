import type { Neighbour } from '../../parse/neigh.js';
import { type Kind, keys, those } from './columns-of.js';

/** What a machine knows of a neighbour on its wire. */
export const neighbour: Kind = {
  known: [
    ['dst', 'dev', 'state'],
    ['dst', 'proxy'],
  ],
  columns: [
    ...keys('dst', 'dev', 'lladdr', 'state'),
    { title: 'flags', value: (row: Neighbour) => those(row, 'router', 'proxy', 'extern_learn') },
  ],
};
