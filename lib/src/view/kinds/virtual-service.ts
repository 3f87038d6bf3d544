import type { VirtualService } from '../../parse/ipvs.js';
import { inside, type Kind, keys } from './columns-of.js';

/** A service of IPVS with its servers: a line a server. */
export const virtualService: Kind = {
  known: [['service', 'scheduler', 'servers']],
  lines: inside<VirtualService>('servers'),
  columns: keys(
    'service',
    'scheduler',
    'persistent',
    'server',
    'forward',
    'weight',
    'activeConn',
    'inActConn',
    'conns',
  ),
};

/** A connection that IPVS remembers. */
export const ipvsConnection: Kind = {
  known: [['virtual', 'destination', 'expire']],
  columns: keys('protocol', 'expire', 'state', 'source', 'virtual', 'destination'),
};
