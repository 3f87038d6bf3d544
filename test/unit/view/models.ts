import type { Cable, DeviceModel, MachineModel, TopologyModel } from '../../../lib/src/view/topology.js';
import { hostile } from './samples.js';

// Networks as the course builds them, written by hand.

export function device(ifname: string, kind: string, more: Partial<DeviceModel> = {}): DeviceModel {
  return { ifname, kind, state: 'up', addresses: [], ...more };
}

export function cable(a: string, b: string, up = true): Cable {
  const end = (place: string) => {
    const [machine = '', namespace = '', ifname = ''] = place.split('/');
    return { machine, namespace, ifname };
  };
  return { a: end(a), b: end(b), kind: a.split('/')[0] === b.split('/')[0] ? 'veth' : 'segment', up };
}

const lo = device('lo', 'loopback', { addresses: ['127.0.0.1/8', '::1/128'] });
const mgmt0 = device('mgmt0', 'ether', { addresses: ['10.0.2.15/24'] });
const own = (...devices: DeviceModel[]) => ({ name: '', devices: [lo, mgmt0, ...devices] });
const netns = (name: string, ...devices: DeviceModel[]) => ({
  name,
  devices: [{ ...lo, state: 'down' as const }, ...devices],
});
const segments = [cable('node1//eth0', 'node2//eth0'), cable('node1//eth1', 'node2//eth1')];
const idle: MachineModel = { name: 'node2', namespaces: [own(device('eth0', 'ether'), device('eth1', 'ether'))] };

/** One veth pair into one namespace; the second machine does nothing. */
export const veth: TopologyModel = {
  machines: [
    {
      name: 'node1',
      namespaces: [
        own(
          device('eth0', 'ether', { state: 'down' }),
          device('eth1', 'ether', { state: 'down' }),
          device('veth0', 'veth', { addresses: ['10.0.0.1/24'] }),
        ),
        netns('red', device('eth0', 'veth', { addresses: ['10.0.0.2/24'] })),
      ],
    },
    {
      name: 'node2',
      namespaces: [own(device('eth0', 'ether', { state: 'down' }), device('eth1', 'ether', { state: 'down' }))],
    },
  ],
  cables: [cable('node1//veth0', 'node1/red/eth0'), ...segments.map((segment) => ({ ...segment, up: false }))],
};

/** A bridge on each machine with so many namespaces, joined by VXLAN over the first segment. */
export function overlay(namespaces: number): TopologyModel {
  const machines = [1, 2].map((n): MachineModel => {
    const names = Array.from({ length: namespaces / 2 }, (_, i) => `pod${(n - 1) * (namespaces / 2) + i + 1}`);
    return {
      name: `node${n}`,
      namespaces: [
        own(
          device('eth0', 'ether', { addresses: [`192.168.56.${n}/24`] }),
          device('eth1', 'ether', { state: 'no-carrier' }),
          device('cni0', 'bridge', { addresses: [`10.244.${n}.1/24`] }),
          device('flannel.1', 'vxlan', { addresses: [`10.244.${n}.0/32`], parent: 'eth0', note: 'vni 1, port 8472' }),
          ...names.map((name) => device(`veth-${name}`, 'veth', { master: 'cni0' })),
        ),
        ...names.map((name, i) => ({
          ...netns(
            name,
            device('eth0', 'veth', { addresses: [`10.244.${n}.${i + 2}/24`, `fd00:10:244:${n}::${i + 2}/64`] }),
          ),
          routes: [`default via 10.244.${n}.1`],
        })),
      ],
    };
  });
  const pairs = machines.flatMap(({ name, namespaces }) =>
    namespaces.slice(1).map((pod) => cable(`${name}//veth-${pod.name}`, `${name}/${pod.name}/eth0`)),
  );
  return { machines, cables: [...pairs, segments[0]!, { ...segments[1]!, up: false }] };
}

/** Two tenants on two machines: a bridge and a VXLAN device each, and one namespace. */
export const tenants: TopologyModel = {
  machines: [1, 2].map((n): MachineModel => {
    const bridged = (kind: string, name: string, master: string, more: Partial<DeviceModel> = {}) =>
      device(name, kind, { master, ...more });
    return {
      name: `node${n}`,
      namespaces: [
        own(
          device('eth0', 'ether', { addresses: [`${n}.${n}.${n}.${n}/32`] }),
          device('eth1', 'ether', { state: 'down' }),
          ...[0, 200].flatMap((vni) => [
            device(`br${vni}`, 'bridge'),
            bridged('veth', `veth-${vni}`, `br${vni}`),
            bridged('vxlan', `vx${vni}`, `br${vni}`, { parent: 'eth0', note: `vni ${vni}, port 4789, to 2.2.2.2` }),
          ]),
        ),
        ...[0, 200].map((vni) => netns(`pod${vni}`, device('eth0', 'veth', { addresses: [`10.5.0.${n}/24`] }))),
      ],
    };
  }),
  cables: [
    ...[1, 2].flatMap((n) => [0, 200].map((vni) => cable(`node${n}/pod${vni}/eth0`, `node${n}//veth-${vni}`))),
    ...segments,
  ],
};

/** Bond, VLANs on it, bridges on those, a macvlan in a namespace: everything that sits on something. */
export const stacked: TopologyModel = {
  machines: [
    {
      name: 'node1',
      namespaces: [
        own(
          device('eth0', 'ether', { master: 'bond0', mac: '52:54:00:00:01:01' }),
          device('eth1', 'ether', { master: 'bond0', state: 'no-carrier' }),
          device('bond0', 'bond', { note: '802.3ad' }),
          device('bond0.10', 'vlan', { parent: 'bond0', note: 'vlan 10', master: 'br10' }),
          device('bond0.20', 'vlan', {
            parent: 'bond0',
            note: 'vlan 20',
            addresses: ['10.20.0.1/24', '2001:db8:1234:5678:9abc:def0:1234:5678/128'],
          }),
          device('br10', 'bridge', { addresses: ['10.10.0.1/24'] }),
          device('veth-red', 'veth', { master: 'br10' }),
          device('dummy0', 'dummy', { state: 'down' }),
        ),
        {
          ...netns('red', device('eth0', 'veth', { addresses: ['10.10.0.2/24'] })),
          routes: ['default via 10.10.0.1', '10.99.0.0/16 via 10.10.0.7 dev eth0'],
        },
        netns(
          'blue',
          device('mac0', 'macvlan', {
            ...{ parent: 'bond0', parentNetns: '', note: 'bridge mode', addresses: ['10.0.0.3/24'] },
          }),
        ),
      ],
    },
    idle,
  ],
  cables: [cable('node1//veth-red', 'node1/red/eth0'), segments[0]!, { ...segments[1]!, up: false }],
};

/** A container that routes between two others, and nothing on the machine itself. */
export const router: TopologyModel = {
  machines: [
    {
      name: 'node1',
      namespaces: [
        own(device('eth0', 'ether'), device('eth1', 'ether')),
        netns('red', device('eth0', 'veth', { addresses: ['10.1.0.2/24'] })),
        netns(
          'router',
          device('to-red', 'veth', { addresses: ['10.1.0.1/24'] }),
          device('to-blue', 'veth', { addresses: ['10.2.0.1/24'] }),
        ),
        netns('blue', device('eth0', 'veth', { addresses: ['10.2.0.2/24'] })),
      ],
    },
    idle,
  ],
  cables: [
    cable('node1/red/eth0', 'node1/router/to-red'),
    cable('node1/router/to-blue', 'node1/blue/eth0'),
    ...segments,
  ],
};

/** What became of `overlay(4)`: an address moved, a device went down, a container came and one went. */
export function overlayLater(): TopologyModel {
  const { machines, cables } = overlay(4);
  const [node1, node2] = machines as [MachineModel, MachineModel];
  const later = (own: MachineModel['namespaces'][number]) => ({
    ...own,
    devices: [
      ...own.devices
        .filter((one) => one.ifname !== 'veth-pod2')
        .map((one) =>
          one.ifname === 'eth0'
            ? { ...one, addresses: ['192.168.57.1/24'] }
            : one.ifname === 'flannel.1'
              ? { ...one, state: 'down' as const }
              : one,
        ),
      device('veth-new', 'veth', { master: 'cni0' }),
    ],
  });
  return {
    machines: [
      {
        name: 'node1',
        namespaces: [
          later(node1.namespaces[0]!),
          node1.namespaces[1]!,
          netns('new', device('eth0', 'veth', { addresses: ['10.244.1.9/24'] })),
        ],
      },
      node2,
    ],
    cables: [
      ...cables
        .filter(({ a }) => a.ifname !== 'veth-pod2')
        .map((one) => (one.a.ifname === 'eth0' ? { ...one, up: false } : one)),
      cable('node1//veth-new', 'node1/new/eth0'),
    ],
  };
}

/** Every string as bad as it can be, a device that is its own master, a cable to nowhere. */
export const bad: TopologyModel = {
  machines: [
    {
      name: hostile,
      namespaces: [
        {
          name: '',
          devices: [
            device(hostile, hostile, {
              addresses: [hostile, hostile],
              master: hostile,
              parent: hostile,
              note: hostile,
              mac: hostile,
            }),
            device('a', 'bridge', { master: 'b' }),
            device('b', 'bridge', { master: 'a' }),
          ],
        },
        { name: hostile, devices: [device('constructor', '__proto__'), device('網橋-🙂', 'veth')], routes: [hostile] },
        { name: 'empty', devices: [] },
      ],
    },
  ],
  cables: [cable('nowhere//x', 'nowhere//y')],
};

/**
 * So many namespaces, on one machine or spread over two, each plugged into its machine's bridge; a VLAN of the first
 * segment is a port of it too, and a VXLAN tunnel runs over the second.
 */
export function rooms(namespaces: number, spread: 1 | 2): TopologyModel {
  const machines = [1, 2].map((n): MachineModel => {
    const names = Array.from({ length: namespaces }, (_, i) => i + 1)
      .filter((i) => (spread === 1 ? n === 1 : i % 2 === n % 2))
      .map((i) => `room${i}`);
    return {
      name: `node${n}`,
      namespaces: [
        own(
          device('eth0', 'ether', { addresses: [`192.168.10.${n}/24`] }),
          device('eth1', 'ether', { addresses: [`192.168.20.${n}/24`, `2001:db8:20::${n}/64`] }),
          device('eth0.10', 'vlan', { parent: 'eth0', master: 'br0', note: 'vlan 10' }),
          device('vxlan42', 'vxlan', { parent: 'eth1', master: 'br0', note: 'vni 42, port 4789' }),
          device('br0', 'bridge', { addresses: [`10.0.0.25${n}/24`] }),
          ...names.map((name) => device(`veth-${name}`, 'veth', { master: 'br0' })),
        ),
        ...names.map((name, i) => ({
          ...netns(
            name,
            device('eth0', 'veth', { addresses: [`10.0.0.${i + 1}${n}/24`, `2001:db8:0:10::${i + 1}${n}/64`] }),
          ),
          routes: [`default via 10.0.0.25${n} dev eth0`],
        })),
      ],
    };
  });
  const pairs = machines.flatMap(({ name, namespaces: all }) =>
    all.slice(1).map((room) => cable(`${name}//veth-${room.name}`, `${name}/${room.name}/eth0`)),
  );
  return { machines, cables: [...pairs, ...segments] };
}
