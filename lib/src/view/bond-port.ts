import type { LinkInfo } from '../parse/link.js';

/**
 * What a port does in its bond, and what the bond believes of its link; undefined of what is no bond's port.
 * @example bondPort({ info_slave_kind: 'bond', info_slave_data: { state: 'BACKUP', mii_status: 'UP' } }) // 'backup, link up'
 */
export function bondPort({ info_slave_kind: kind, info_slave_data: port = {} }: LinkInfo): string | undefined {
  if (kind !== 'bond') return undefined;
  return [port.state, port.mii_status && `link ${port.mii_status}`]
    .filter((part) => part !== undefined)
    .join(', ')
    .toLowerCase()
    .replaceAll('_', ' ');
}
