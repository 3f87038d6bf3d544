import type { Drop } from '../../capture/journey/drop.js';
import { shells, text } from '../../capture/journey/layers.js';
import type { KnownDevice } from '../../capture/journey/lost.js';
import { MANAGEMENT_NIC } from '../../provider/nodes.js';

/**
 * Whether what was thrown away is the lab's own and no part of a chapter: what comes by the NIC that SSH comes in by. After a
 * rewind a machine still hears of connections that only its past knew.
 * @param devices of all machines
 * @example drops.filter((drop) => !isManagement(drop, devicesOf(facts)))
 */
export function isManagement({ host, netns, ifname, packet }: Drop, devices: readonly KnownDevice[]): boolean {
  if (netns !== '') return false;
  if (ifname === MANAGEMENT_NIC) return true;
  const nic = devices.find((one) => one.host === host && one.netns === '' && one.ifname === MANAGEMENT_NIC);
  const ip = shells(packet)[0]?.ip;
  return [text(ip, 'src'), text(ip, 'dst')].some(
    (address) => address !== undefined && nic?.addresses.includes(address),
  );
}
