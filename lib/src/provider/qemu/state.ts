import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../../private-file.js';
import { NODES, type NodeName } from '../nodes.js';
import type { Checkpoint } from '../provider.js';
import { ACCELERATORS, type Accelerator } from './machine.js';
import { isRunning, type ProcessId } from './process.js';
import type { Started } from './start.js';

/** The machines' processes. The port leads to sshd, on 127.0.0.1; it is written down when the machine is ready for use. */
export type Processes = Partial<Record<NodeName, ProcessId & { readonly sshPort?: number | undefined }>>;

/** A checkpoint as the lab knows it. */
export interface Kept extends Checkpoint {
  /** Its snapshot's name in both disks. A snapshot that no checkpoint names is half made, or was replaced. */
  readonly tag: string;
}

/** What is known of a lab between two commands: `.netdive/<lab>/lab.json`. */
export interface LabState {
  /** What the lab's snapshots were made with, `''` while there is none. Another set's are never loaded. */
  readonly set: string;
  readonly accelerator: Accelerator;
  readonly layers: readonly string[];
  /** The hash of the lab's keys: the machines know no others. */
  readonly keys: string;
  /** The processes that were started, written down as soon as they are, so that no crash leaves one unknown. */
  readonly nodes: Processes;
  readonly checkpoints: readonly Kept[];
  /** While a restore is under way: the machines may stand at different moments. */
  readonly restoring?: string | undefined;
}

const node = z.object({ pid: z.int().positive(), started: z.string(), sshPort: z.int().min(1).max(65_535).optional() });
const schema = z.object({
  set: z.string(),
  accelerator: z.enum(ACCELERATORS),
  layers: z.array(z.string()),
  keys: z.string(),
  nodes: z.object({ node1: node.optional(), node2: node.optional() }),
  checkpoints: z.array(
    z.object({
      name: z.string(),
      tag: z.string().regex(/^[a-z0-9-]+$/),
      savedAt: z.coerce.date(),
      bytes: z.number().nonnegative(),
    }),
  ),
  restoring: z.string().optional(),
});

/** The lab's state, or undefined where there is none, or none that can be read: then the lab is made anew. */
export function readState(folder: string): LabState | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(join(folder, 'lab.json'), 'utf8'))) as LabState;
  } catch {
    return undefined;
  }
}

/** The machines where both run and are ready for use. */
export function ready({ nodes }: LabState): Started | undefined {
  return NODES.every((node) => nodes[node]?.sshPort !== undefined && isRunning(nodes[node]))
    ? (nodes as Started)
    : undefined;
}

export function writeState(folder: string, state: LabState): void {
  writeAtomically(join(folder, 'lab.json'), `${JSON.stringify(state, null, 2)}\n`);
}

/** The hash of the keys that lie in a lab's folder, `''` where one is missing. */
export function keysHash(folder: string): string {
  try {
    const hash = createHash('sha256');
    for (const file of ['id_ed25519', 'known_hosts']) hash.update(readFileSync(join(folder, file))).update('\0');
    return hash.digest('hex');
  } catch {
    return '';
  }
}
