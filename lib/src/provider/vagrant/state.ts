import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../../private-file.js';
import { NODES } from '../nodes.js';
import type { Checkpoint } from '../provider.js';

/** A checkpoint as the lab knows it. */
export interface Kept extends Checkpoint {
  /** What Vagrant calls its snapshots. */
  readonly tag: string;
}

/** What is known of a lab between two commands: `vagrant.json` in its folder. */
export interface VagrantState {
  /** The hypervisor's own names of the two machines: others are other machines, which have none of the checkpoints. */
  readonly ids: readonly string[];
  readonly layers: readonly string[];
  readonly checkpoints: readonly Kept[];
}

const tag = z.string().regex(/^[a-z0-9-]+$/);
const schema = z.object({
  ids: z.array(z.string()),
  layers: z.array(z.string()),
  checkpoints: z.array(z.object({ name: z.string(), tag, savedAt: z.coerce.date(), bytes: z.number().nonnegative() })),
});

const file = (folder: string): string => join(folder, 'vagrant.json');

/** The lab's state, or undefined where there is none, or none that can be read. */
export function readState(folder: string): VagrantState | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file(folder), 'utf8')));
  } catch {
    return undefined;
  }
}

export function writeState(folder: string, state: VagrantState): void {
  writeAtomically(file(folder), `${JSON.stringify(state, null, 2)}\n`);
}

/** The machines that Vagrant has made, by the hypervisor's own names; '' for one that it has not. */
export const machineIds = (dotfiles: string, hypervisor: string): string[] =>
  NODES.map((node) => {
    try {
      return readFileSync(join(dotfiles, 'machines', node, hypervisor, 'id'), 'utf8').trim();
    } catch {
      return '';
    }
  });
