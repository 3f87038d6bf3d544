/** The machines of a lab, alike on every provider. */
export const NODES = ['node1', 'node2'] as const;
export type NodeName = (typeof NODES)[number];

/** The two data segments: each joins the NICs of its name on both machines, and carries every frame. */
export const DATA_NICS = ['eth0', 'eth1'] as const;
/** What SSH comes in by: no part of what a chapter looks at. */
export const MANAGEMENT_NIC = 'mgmt0';

/** Does work for both machines at once. */
export const eachNode = <T>(work: (node: NodeName) => Promise<T>): Promise<T[]> => Promise.all(NODES.map(work));
