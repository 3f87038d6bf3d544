import { type Kind, keys } from './columns-of.js';

/** A BGP session of the routing daemon bird. */
export const bgpSession: Kind = {
  known: [['neighbor', 'state', 'imported', 'exported']],
  columns: keys('name', 'neighbor', 'state', 'imported', 'exported', 'lastError'),
};
