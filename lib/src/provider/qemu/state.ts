import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { NODES, type NodeName } from './machine.js';
import type { ProcessId } from './process.js';

export type Processes = Partial<Record<NodeName, ProcessId & { readonly sshPort: number }>>;

/** What is known of a lab between two commands: `.netdive/<lab>/lab.json`. */
export interface LabState {
  /** What the lab's snapshot `clean` was made with, `''` while there is none. Another set's is never loaded. */
  readonly set: string;
  readonly accelerator: 'kvm' | 'tcg';
  /** The processes that were started, written down as soon as they are, so that no crash leaves one unknown. */
  readonly nodes: Processes;
}

const node = z.object({ pid: z.int().positive(), started: z.string(), sshPort: z.int().min(1).max(65_535) });
const schema = z.object({
  set: z.string(),
  accelerator: z.enum(['kvm', 'tcg']),
  nodes: z.object({ node1: node.optional(), node2: node.optional() }),
});

/** The lab's state, or undefined where there is none, or none that can be read: then the lab is made anew. */
export function readState(folder: string): LabState | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(join(folder, 'lab.json'), 'utf8'))) as LabState;
  } catch {
    return undefined;
  }
}

export function writeState(folder: string, state: LabState): void {
  writeAtomically(join(folder, 'lab.json'), `${JSON.stringify(state, null, 2)}\n`);
}

/** The whole file or none of it, readable by its owner only. */
export function writeAtomically(path: string, content: string): void {
  writeFileSync(`${path}.new`, content, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Makes a folder for its owner only. */
export function privateFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

export const eachNode = <T>(work: (node: NodeName) => Promise<T>): Promise<T[]> => Promise.all(NODES.map(work));
