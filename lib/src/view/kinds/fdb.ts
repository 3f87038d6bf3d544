import { type Kind, keys } from './columns-of.js';

/** A MAC address that a bridge knows, and the port it is behind. */
export const fdb: Kind = {
  known: [['mac', 'flags']],
  columns: keys('mac', 'ifname', 'master', 'vlan', 'dst', 'state', 'flags'),
};
