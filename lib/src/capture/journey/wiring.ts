/** A network device in its place. */
export interface Device {
  readonly host: string;
  /** `''` is the machine’s own. */
  readonly netns: string;
  readonly ifname: string;
}

/** How devices hang together: what leaves by one end of a cable comes in at the other, and which device sits on which. */
export interface Wiring {
  /** A veth or netkit pair, or two NICs on one segment. */
  readonly cables: readonly (readonly [Device, Device])[];
  /** A bridge on its ports, a VLAN on its parent, a tunnel on the NIC that it was bound to. */
  readonly stacks: readonly { readonly upper: Device; readonly lower: Device }[];
}

/** A device as a map’s key. A name of a device or namespace cannot contain a slash. */
export const deviceKey = ({ host, netns, ifname }: Device): string => `${host}/${netns}/${ifname}`;

/** A wiring that can be asked. Devices are told by `deviceKey`. */
export interface Wires {
  readonly ends: (device: string) => ReadonlySet<string>;
  readonly uppers: (device: string) => ReadonlySet<string>;
  readonly lowers: (device: string) => ReadonlySet<string>;
}

/**
 * A wiring by device.
 * @example wires(wiring).ends(deviceKey({ host: 'node1', netns: '', ifname: 'veth0' }))
 */
export function wires({ cables, stacks }: Wiring): Wires {
  const ends = new Map<string, Set<string>>();
  const uppers = new Map<string, Set<string>>();
  const lowers = new Map<string, Set<string>>();
  for (const [a, b] of cables) {
    add(ends, deviceKey(a), deviceKey(b));
    add(ends, deviceKey(b), deviceKey(a));
  }
  for (const { upper, lower } of stacks) {
    add(uppers, deviceKey(lower), deviceKey(upper));
    add(lowers, deviceKey(upper), deviceKey(lower));
  }
  const none: ReadonlySet<string> = new Set();
  const loop = (device: string): ReadonlySet<string> => (device.endsWith('/lo') ? new Set([device]) : none);
  return {
    ends: (device) => ends.get(device) ?? loop(device),
    uppers: (device) => uppers.get(device) ?? none,
    lowers: (device) => lowers.get(device) ?? none,
  };
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}
