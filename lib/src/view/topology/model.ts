/** What is really there: the machines, their namespaces, the devices in them, and what is plugged into what. */
export interface TopologyModel {
  /** From left to right. */
  readonly machines: readonly MachineModel[];
  /** What is plugged into what. */
  readonly cables: readonly Cable[];
}

/** One machine. Its first namespace is its own, with the name `''`. */
export interface MachineModel {
  /** Such as `node1`. */
  readonly name: string;
  /** The machine's own first. */
  readonly namespaces: readonly NamespaceModel[];
}

/** One network namespace. */
export interface NamespaceModel {
  /** As `ip netns` has it; `''` is the machine's own. */
  readonly name: string;
  /** In the order of their numbers. */
  readonly devices: readonly DeviceModel[];
  /** Routes worth showing, such as `default via 10.0.0.1`. */
  readonly routes?: readonly string[];
}

/** One network device. */
export interface DeviceModel {
  /** Its name, such as `eth0`. */
  readonly ifname: string;
  /** `ether` for a physical one, else what the kernel calls it: veth, bridge, vlan, vxlan, bond, macvlan, dummy... */
  readonly kind: string;
  /** `no-carrier`: switched on, and nothing at the other end. */
  readonly state: 'up' | 'down' | 'no-carrier';
  /** With their prefix length: `10.0.0.1/24`. */
  readonly addresses: readonly string[];
  /** Its Ethernet address. */
  readonly mac?: string;
  /** The bridge or bond it is a port of, in the same namespace. */
  readonly master?: string;
  /** The device it sits on. */
  readonly parent?: string;
  /** The namespace of that device where it is another one: a macvlan in a container still sits on a NIC of the machine. */
  readonly parentNetns?: string;
  /** The largest IP packet that fits, in bytes. */
  readonly mtu?: number;
  /** One more fact, such as `vlan 10`. */
  readonly note?: string;
}

/** Where a device is. */
export interface DeviceRef {
  /** Such as `node1`. */
  readonly machine: string;
  /** `''` is the machine's own. */
  readonly namespace: string;
  /** Its name, such as `eth0`. */
  readonly ifname: string;
}

/** The kinds of device that come in pairs: what goes in at one end comes out at the other. */
export type PairKind = 'veth' | 'netkit';

/** Whether a kind of device, or of line, is one of those. */
export const isPairKind = (kind: string | undefined): kind is PairKind => kind === 'veth' || kind === 'netkit';

/** Two devices that hand each other every frame: a veth or netkit pair, or a data segment between two machines. */
export interface Cable {
  /** One end. */
  readonly a: DeviceRef;
  /** The other end. */
  readonly b: DeviceRef;
  /** `segment`: between the two machines. */
  readonly kind: PairKind | 'segment';
  /** Whether frames get through: both ends are up. */
  readonly up: boolean;
}

/**
 * One string for a place, to compare and to look up.
 * @example keyOf({ machine: 'node1', namespace: '', ifname: 'eth0' })
 */
export function keyOf({ machine, namespace, ifname }: DeviceRef): string {
  return JSON.stringify([machine, namespace, ifname]);
}
