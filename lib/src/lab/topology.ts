import type { Link } from '../parse/link.js';
import type { Route } from '../parse/route.js';
import { DATA_NICS, MANAGEMENT_NIC } from '../provider/nodes.js';
import {
  isPairKind,
  type Cable,
  type DeviceModel,
  type DeviceRef,
  type TopologyModel,
} from '../view/topology/model.js';
import { deviceNote } from './device-note.js';
import type { MachineFacts, NamespaceFacts } from './facts.js';

/**
 * What is really there, as a drawing wants it: devices in their namespaces, and which two ends are one cable.
 * @param machines the facts of all machines, taken at about the same time
 */
export function topologyModel(machines: readonly MachineFacts[]): TopologyModel {
  return {
    machines: machines.map(({ host, namespaces }) => ({
      name: host,
      namespaces: namespaces.map((namespace) => ({
        name: namespace.name,
        devices: namespace.links.map((link) => device(link, namespace, namespaces)),
        routes: namespace.routes.filter((route) => route.dev !== MANAGEMENT_NIC).map(routeText),
      })),
    })),
    cables: [...machines.flatMap(pairCables), ...segmentCables(machines)],
  };
}

function device(link: Link, namespace: NamespaceFacts, all: readonly NamespaceFacts[]): DeviceModel {
  const kind = link.linkinfo?.info_kind ?? (link.link_type === 'loopback' ? 'loopback' : 'ether');
  const own = namespace.addresses.find((row) => row.ifindex === link.ifindex)?.addr_info ?? [];
  const parent = parentEnd(link, namespace, all);
  const note = link.linkinfo && deviceNote(link.linkinfo);
  return {
    ifname: link.ifname,
    kind,
    state: !link.flags.includes('UP') ? 'down' : link.flags.includes('LOWER_UP') ? 'up' : 'no-carrier',
    // The kernel gives every device that is up a link-local address; a drawing shows what somebody chose.
    addresses: own.filter((one) => one.scope !== 'link').map((one) => `${one.local}/${one.prefixlen}`),
    ...(link.address !== undefined && { mac: link.address }),
    ...(link.master !== undefined && { master: link.master }),
    ...(parent && { parent: parent.link.ifname }),
    ...(parent && parent.namespace !== namespace && { parentNetns: parent.namespace.name }),
    mtu: link.mtu,
    ...(note !== undefined && { note }),
  };
}

/**
 * What it sits on, as a VLAN on its NIC; undefined for one end of a pair. A tunnel tells that among its own settings; one moved
 * to a container by a number in the namespace it came from.
 */
export function parentEnd(link: Link, namespace: NamespaceFacts, all: readonly NamespaceFacts[]): End | undefined {
  if (isPairKind(link.linkinfo?.info_kind)) return undefined;
  const there = link.link_netnsid === undefined ? namespace : elsewhere(link, namespace, all);
  const name = link.link ?? link.linkinfo?.info_data?.link;
  const parent = there?.links.find((one) =>
    link.link_netnsid === undefined ? one.ifname === name : one.ifindex === link.link_index,
  );
  return there && parent && { namespace: there, link: parent };
}

/** The namespace that a link says its other end is in. The machine's own has no name in /run/netns. */
function elsewhere(link: Link, { ids }: NamespaceFacts, all: readonly NamespaceFacts[]): NamespaceFacts | undefined {
  const id = ids.find((one) => one.nsid === link.link_netnsid);
  return id && all.find((one) => one.name === (id.name ?? ''));
}

function routeText(route: Route): string {
  const parts = [route.type === 'unicast' ? undefined : route.type, route.dst];
  if (route.gateway !== undefined) parts.push('via', route.gateway);
  if (route.dev !== undefined) parts.push('dev', route.dev);
  if (route.metric !== undefined) parts.push('metric', String(route.metric));
  return parts.filter((part) => part !== undefined).join(' ');
}

/** A pair names its other end by number, and that end's namespace by a number that only its own namespace knows. */
function pairCables({ host, namespaces }: MachineFacts): Cable[] {
  return namespaces.flatMap((namespace) =>
    namespace.links.flatMap((link) => {
      const kind = link.linkinfo?.info_kind;
      if (!isPairKind(kind)) return [];
      const peer = otherEnd(link, namespace, namespaces);
      if (peer === undefined) return [];
      const a: DeviceRef = { machine: host, namespace: namespace.name, ifname: link.ifname };
      const b: DeviceRef = { machine: host, namespace: peer.namespace.name, ifname: peer.link.ifname };
      const up = [link, peer.link].every((end) => end.flags.includes('LOWER_UP'));
      return before(a, b) ? [{ a, b, kind, up }] : []; // each pair once, seen from its first end
    }),
  );
}

/** A device and the namespace that it is in. */
export interface End {
  readonly namespace: NamespaceFacts;
  readonly link: Link;
}

function otherEnd(link: Link, namespace: NamespaceFacts, all: readonly NamespaceFacts[]): End | undefined {
  if (link.link != null) {
    const peer = namespace.links.find((one) => one.ifname === link.link);
    return peer && { namespace, link: peer };
  }
  const there = elsewhere(link, namespace, all);
  const peer = there?.links.find((one) => one.ifindex === link.link_index && one.link_index === link.ifindex);
  return there && peer && { namespace: there, link: peer };
}

const before = (a: DeviceRef, b: DeviceRef): boolean => `${a.namespace}\0${a.ifname}` < `${b.namespace}\0${b.ifname}`;

/** A NIC may have been moved into a namespace; it keeps its name there. */
function segmentCables(machines: readonly MachineFacts[]): Cable[] {
  return DATA_NICS.flatMap((nic) => {
    const ends = machines.flatMap(({ host, namespaces }) =>
      namespaces.flatMap((namespace) =>
        namespace.links
          .filter((link) => link.ifname === nic && link.linkinfo?.info_kind === undefined)
          .map((link) => ({ ref: { machine: host, namespace: namespace.name, ifname: nic }, link })),
      ),
    );
    const [a, b] = ends;
    if (a === undefined || b === undefined) return [];
    return [
      { a: a.ref, b: b.ref, kind: 'segment' as const, up: [a, b].every((end) => end.link.flags.includes('LOWER_UP')) },
    ];
  });
}
