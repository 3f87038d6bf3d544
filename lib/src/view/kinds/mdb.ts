import { type Kind, keys } from './columns-of.js';

/** A multicast group that is wanted behind a port of a bridge. */
export const mdb: Kind = {
  known: [['port', 'grp']],
  columns: keys('dev', 'port', 'grp', 'vid', 'state'),
};
