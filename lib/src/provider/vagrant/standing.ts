import { NODES, type NodeName } from '../nodes.js';
import type { MachineRow } from './machine-readable.js';

/** How a machine stands, whatever a hypervisor calls it. */
export type Standing = 'running' | 'suspended' | 'off' | 'absent';

const STANDINGS: Readonly<Record<string, Standing>> = {
  running: 'running',
  inaccessible: 'running', // libvirt: it runs, and has no address yet
  paused: 'suspended',
  saved: 'suspended',
  pmsuspended: 'suspended',
  not_created: 'absent',
};

/** What to say of a machine that was not left so. */
export const IN_WORDS: Readonly<Record<Standing, string>> = {
  running: 'runs',
  suspended: 'was suspended',
  off: 'was halted',
  absent: 'is not there',
};

/** How both machines stand, of what `vagrant status --machine-readable` prints. */
export function standings(rows: readonly MachineRow[]): Record<NodeName, Standing> {
  const of = (node: NodeName): Standing => {
    const state = rows.find(({ target, type }) => target === node && type === 'state')?.data[0];
    return state === undefined ? 'absent' : (STANDINGS[state] ?? 'off');
  };
  return Object.fromEntries(NODES.map((node) => [node, of(node)])) as Record<NodeName, Standing>;
}
