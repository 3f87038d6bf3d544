import type { Drop } from '../../capture/journey/drop.js';
import { shells, text } from '../../capture/journey/layers.js';
import { MANAGEMENT_NIC } from '../../provider/nodes.js';
import type { MachineFacts } from '../facts.js';

/**
 * Whether what was thrown away is the lab's own and no part of a chapter: what comes by the NIC that SSH comes in by. After a
 * rewind a machine still hears of connections that only its past knew.
 * @param machine the one that threw it away
 * @example drops.filter((drop) => !isManagement(drop, facts))
 */
export function isManagement({ netns, ifname, packet }: Drop, { namespaces }: MachineFacts): boolean {
  if (netns !== '') return false;
  if (ifname === MANAGEMENT_NIC) return true;
  const own = namespaces.find(({ name }) => name === '')?.addresses.find((row) => row.ifname === MANAGEMENT_NIC);
  const ip = shells(packet)[0]?.ip;
  return (
    own?.addr_info.some(({ local }) => local !== undefined && [text(ip, 'src'), text(ip, 'dst')].includes(local)) ??
    false
  );
}
