import { randomUUID } from 'node:crypto';
import { LabError } from '../../errors.js';
import { netdiveCommand } from '../lab-name.js';
import { CLEAN, checkpointName, noCheckpoint } from '../checkpoint-name.js';
import type { Checkpoint } from '../provider.js';
import type { Controls } from './controls.js';
import type { Machines } from './machines.js';
import { atRest } from './rest.js';
import { demandRoom } from './room.js';
import { readState, ready, writeState, type Kept, type LabState } from './state.js';

/**
 * A lab's checkpoints: which there are stands in the lab's state, what they hold in the snapshots of both disks. A
 * snapshot has a name of its own, and is written down when both machines have it: one that was broken off is never found.
 */
export class Checkpoints {
  constructor(
    readonly folder: string,
    readonly controls: Controls,
    readonly machines: Machines,
  ) {}

  list(): Checkpoint[] {
    return (readState(this.folder)?.checkpoints ?? []).map(published);
  }

  async save(name: string): Promise<Checkpoint> {
    const legal = checkpointName(name);
    const state = readState(this.folder);
    if (!state || !ready(state)) throw new LabError('The lab is not up.', `Start it: ${this.controls.start}`);
    await demandRoom(this.folder);
    await atRest(Object.values(state.nodes));
    const tag = `c-${randomUUID()}`;
    const bytes = await this.controls.save(tag, tags(state));
    const kept = { name: legal, tag, savedAt: new Date(), bytes };
    // One that it replaces goes at the next save.
    writeState(this.folder, { ...state, checkpoints: [...others(state, legal), kept] });
    return published(kept);
  }

  async restore(name: string): Promise<void> {
    const state = readState(this.folder);
    const kept = state?.checkpoints.find((one) => one.name === name);
    const tag = name === CLEAN ? CLEAN : kept?.tag;
    if (state === undefined || tag === undefined) throw noCheckpoint(name, state?.checkpoints ?? []);
    try {
      if (ready(state)) await this.machines.rewind(state, tag, name);
      else await this.machines.startFrom(state, tag, name);
    } catch (error) {
      throw new LabError(
        `The checkpoint ${name} could not be loaded: ${(error as Error).message}`,
        `Both machines back to clean: ${netdiveCommand('reset', this.machines.lab.lab)} (lab.reset() in a cell)`,
        { cause: error },
      );
    }
  }

  async remove(name: string): Promise<void> {
    const state = readState(this.folder);
    if (!state?.checkpoints.some((kept) => kept.name === name)) return;
    const left = { ...state, checkpoints: others(state, name) };
    writeState(this.folder, left);
    if (ready(left)) await this.controls.forget(tags(left)); // else the next save does
  }
}

const published = ({ name, savedAt, bytes }: Kept): Checkpoint => ({ name, savedAt, bytes });
const others = (state: LabState, name: string): Kept[] => state.checkpoints.filter((kept) => kept.name !== name);
const tags = (state: LabState): string[] => [CLEAN, ...state.checkpoints.map((kept) => kept.tag)];
