/** What is really there: the machines, their namespaces, the devices in them, and what is plugged into what. */
export interface TopologyModel {
  readonly machines: readonly MachineModel[];
  readonly cables: readonly Cable[];
}

/** One machine. Its first namespace is its own, with the name `''`. */
export interface MachineModel {
  readonly name: string;
  readonly namespaces: readonly NamespaceModel[];
}

/** One network namespace. */
export interface NamespaceModel {
  readonly name: string;
  readonly devices: readonly DeviceModel[];
  /** Routes worth showing, such as `default via 10.0.0.1`. */
  readonly routes?: readonly string[];
}

/** One network device. */
export interface DeviceModel {
  readonly ifname: string;
  /** `ether` for a physical one, else what the kernel calls it: veth, bridge, vlan, vxlan, bond, macvlan, dummy... */
  readonly kind: string;
  readonly state: 'up' | 'down' | 'no-carrier';
  /** With their prefix length: `10.0.0.1/24`. */
  readonly addresses: readonly string[];
  readonly mac?: string;
  /** The bridge or bond it is a port of, in the same namespace. */
  readonly master?: string;
  /** The device it sits on: in the same namespace, or in the machine's own where it was moved away from there. */
  readonly parent?: string;
  /** The largest IP packet that fits, in bytes. */
  readonly mtu?: number;
  /** One more fact, such as `vlan 10`. */
  readonly note?: string;
}

/** Where a device is. */
export interface DeviceRef {
  readonly machine: string;
  readonly namespace: string;
  readonly ifname: string;
}

/** Two devices that hand each other every frame: a veth pair, or a data segment between two machines. */
export interface Cable {
  readonly a: DeviceRef;
  readonly b: DeviceRef;
  readonly kind: 'veth' | 'segment';
  readonly up: boolean;
}

/**
 * One string for a place, to compare and to look up.
 * @example keyOf({ machine: 'node1', namespace: '', ifname: 'eth0' })
 */
export function keyOf({ machine, namespace, ifname }: DeviceRef): string {
  return JSON.stringify([machine, namespace, ifname]);
}
