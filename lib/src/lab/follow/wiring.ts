import type { Device, Wiring } from '../../capture/journey/wiring.js';
import type { DeviceRef } from '../../view/topology/model.js';
import type { MachineFacts } from '../facts.js';
import { parentEnd, topologyModel } from '../topology.js';

/**
 * How the devices of all machines hang together, for telling which device a packet came from.
 * @example wiringOf(await Promise.all(machines.map((machine) => machineFacts(machine))))
 */
export function wiringOf(machines: readonly MachineFacts[]): Wiring {
  const stacks = machines.flatMap(({ host, namespaces }) =>
    namespaces.flatMap((namespace) =>
      namespace.links.flatMap((link) => {
        const own: Device = { host, netns: namespace.name, ifname: link.ifname };
        const parent = parentEnd(link, namespace, namespaces);
        return [
          // A bridge or a bond sits on what has it as its master.
          ...(link.master === undefined ? [] : [{ upper: { ...own, ifname: link.master }, lower: own }]),
          ...(parent === undefined
            ? []
            : [{ upper: own, lower: { host, netns: parent.namespace.name, ifname: parent.link.ifname } }]),
        ];
      }),
    ),
  );
  return { cables: topologyModel(machines).cables.map(({ a, b }) => [device(a), device(b)]), stacks };
}

const device = ({ machine, namespace, ifname }: DeviceRef): Device => ({ host: machine, netns: namespace, ifname });
