import type { KnownDevice } from '../../capture/journey/lost.js';
import type { Link } from '../../parse/link.js';
import { MANAGEMENT_NIC } from '../../provider/nodes.js';
import type { MachineFacts } from '../facts.js';

/** Whether an interface is listened to: what SSH comes in by is no part of a chapter. */
export const isHeard = ({ ifname, flags }: Link): boolean => ifname !== MANAGEMENT_NIC && flags.includes('UP');

/**
 * The devices of all machines with their addresses, for finding where a packet got lost.
 * @example devicesOf(await Promise.all(machines.map((machine) => machineFacts(machine))))
 */
export function devicesOf(machines: readonly MachineFacts[]): KnownDevice[] {
  return machines.flatMap(({ host, namespaces }) =>
    namespaces.flatMap(({ name, links, addresses }) =>
      links.map((link) => ({
        host,
        netns: name,
        ifname: link.ifname,
        ...(link.address !== undefined && { mac: link.address }),
        addresses: addresses
          .filter(({ ifname }) => ifname === link.ifname)
          .flatMap(({ addr_info }) => addr_info.flatMap(({ local }) => local ?? [])),
        heard: isHeard(link),
      })),
    ),
  );
}
