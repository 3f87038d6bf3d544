import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { firstLine, LabError } from '../../errors.js';
import { privateFolder } from '../../private-file.js';
import type { Progress } from '../../progress.js';
import { CLEAN } from '../checkpoint-name.js';
import { carries } from '../layers.js';
import { NODES, eachNode } from '../nodes.js';
import type { Wanted } from '../provider.js';
import { markRewound } from '../rewound.js';
import { findBasis, setKey, type Basis } from './basis.js';
import { panicOf } from './console.js';
import type { Controls } from './controls.js';
import { giveKeys, writeSshConfig, type NewLab } from './new-lab.js';
import { end, wake } from './process.js';
import { atRest } from './rest.js';
import { demandRoom } from './room.js';
import { sshAnswers } from './ssh-banner.js';
import { machinesOf, startPair, type Started } from './start.js';
import { keysHash, readState, ready, writeState, type LabState } from './state.js';
import { warmPair } from './warm.js';

/** How long new machines may take to have nothing to do before they are saved as clean: 1 to 2 s as a rule. */
const REST_MS = 10_000;

/** How machines came to run. */
export type Came = 'was up' | 'restored' | 'booted';

/** The life of a lab's two machines, from the first copy to the end of their processes. The caller sees that nobody else is at it. */
export class Machines {
  constructor(
    readonly lab: NewLab,
    readonly controls: Controls,
  ) {}

  /** As they were where they run, else clean, else new. */
  async up(progress: Progress, wanted: Wanted): Promise<Came> {
    const { folder } = this.lab;
    privateFolder(folder);
    const known = readState(folder);
    const basis = await findBasis(progress, wanted.signal, wanted.layers ?? known?.layers);
    const state = this.#usable(known, basis, progress);
    const running = state && ready(state);
    if (running) {
      const broken = this.#broken(state);
      if (broken !== undefined) {
        progress(`${broken}: going back to clean`);
        await this.rewind(state, CLEAN, CLEAN);
        return 'restored';
      }
      await this.#goOn(running, progress, wanted.signal);
      return 'was up';
    }
    await this.end();
    if (state) {
      progress('restoring both machines');
      try {
        await this.#start(state, basis, CLEAN, () => this.controls.restored(wanted.signal));
        markRewound(folder, CLEAN);
        return 'restored';
      } catch (error) {
        wanted.signal?.throwIfAborted();
        progress(`the lab’s snapshot cannot be used, making new machines: ${firstLine(error)}`);
      }
    }
    return this.#makeAnew(basis, progress, wanted.signal);
  }

  /** Clean, by the shortest way that works. */
  async reset(progress: Progress, wanted: Wanted): Promise<void> {
    const { folder } = this.lab;
    const state = readState(folder);
    if (state && ready(state) && carries(state, wanted) && state.keys === keysHash(folder)) {
      try {
        progress('going back to clean');
        await this.rewind(state, CLEAN, CLEAN);
        return;
      } catch (error) {
        wanted.signal?.throwIfAborted();
        progress(`starting both machines anew: ${firstLine(error)}`);
      }
    }
    await this.end();
    await this.up(progress, wanted);
  }

  /** Puts running machines back to a snapshot. Where that fails or is killed, the lab's state says that it was begun. */
  async rewind(state: LabState, tag: string, name: string): Promise<void> {
    const { folder } = this.lab;
    writeState(folder, { ...state, restoring: name });
    wakeAll(state.nodes);
    await this.controls.load(tag);
    writeState(folder, { ...state, restoring: undefined });
    markRewound(folder, name);
  }

  /** Starts machines that don't run from a snapshot. */
  async startFrom(state: LabState, tag: string, name: string): Promise<void> {
    await this.end();
    const basis = await findBasis(() => undefined, undefined, state.layers);
    if (!this.#usable(state, basis, () => undefined)) {
      throw new LabError('it was made by machines that this lab no longer has.');
    }
    await this.#start(state, basis, tag, () => this.controls.restored());
    markRewound(this.lab.folder, name);
  }

  /** Ends the processes that the lab's state names, and those that nobody has written down. */
  async end(): Promise<void> {
    const { folder, sockets } = this.lab;
    await Promise.all([...Object.values(readState(folder)?.nodes ?? {}), ...machinesOf(sockets)].map(end));
  }

  /** A copy of the warm pair, with keys of its own. The lab's checkpoints are lost: they were made by other machines. */
  async #makeAnew(basis: Basis, progress: Progress, signal?: AbortSignal): Promise<Came> {
    const { folder } = this.lab;
    const warm = await warmPair(basis, progress, signal);
    progress('giving the lab its machines');
    for (const file of ['lab.json', ...NODES.map((node) => `${node}.qcow2`)])
      rmSync(join(folder, file), { force: true });
    await demandRoom(folder);
    await warm.copyTo(folder);
    const { accelerator, image } = basis;
    const made = { set: '', accelerator, layers: image.layers, keys: '', nodes: {}, checkpoints: [] };
    const nodes = await this.#start(made, basis, 'warm', () => giveKeys(this.lab, signal));
    try {
      await atRest(Object.values(nodes), REST_MS, signal);
      // The copy's own snapshot has served; its room in the file is used again.
      await this.controls.save(CLEAN, []);
    } catch (error) {
      await this.end();
      throw error;
    }
    writeState(folder, { ...made, set: setKey(basis), keys: keysHash(folder), nodes });
    markRewound(folder, CLEAN);
    return warm.booted ? 'booted' : 'restored';
  }

  /** Starts both machines, makes them usable and says where they are; where that fails, nothing is left running. */
  async #start(state: LabState, { image }: Basis, snapshot: string, finish: () => Promise<void>): Promise<Started> {
    const { folder, sockets } = this.lab;
    const { accelerator } = state;
    const record = (nodes: LabState['nodes']): void => writeState(folder, { ...state, nodes, restoring: undefined });
    try {
      const nodes = await startPair({ folder, sockets, image, accelerator, snapshot }, record);
      await finish();
      writeSshConfig(folder, nodes);
      await answer(nodes);
      record(nodes);
      return nodes;
    } catch (error) {
      await this.end();
      throw error;
    }
  }

  /** Machines that run may stand still all the same: stopped by somebody, or by a save that was killed. */
  async #goOn(nodes: Started, progress: Progress, signal?: AbortSignal): Promise<void> {
    wakeAll(nodes);
    await this.controls.resume();
    await this.controls
      .setClocks()
      .catch((error: unknown) => progress(`the clocks could not be set: ${firstLine(error)}`));
    writeSshConfig(this.lab.folder, nodes);
    await answer(nodes, signal);
  }

  /** Why running machines cannot go on from where they stand; undefined where they can. */
  #broken({ restoring }: LabState): string | undefined {
    if (restoring !== undefined) return `a restore of ${restoring} was broken off`;
    const panicked = NODES.filter((node) => panicOf(this.lab.sockets, node) !== undefined);
    return panicked.length === 0 ? undefined : `the kernel of ${panicked.join(' and ')} has panicked`;
  }

  /** The lab's state where its snapshots can be loaded; says why not where that needs saying. */
  #usable(state: LabState | undefined, basis: Basis, progress: Progress): LabState | undefined {
    const { folder } = this.lab;
    if (state?.set === setKey(basis)) {
      if (state.keys === keysHash(folder)) return state;
      progress('the lab’s keys are not those that its machines know: making new machines');
    } else if (state === undefined && existsSync(join(folder, 'lab.json'))) {
      progress('the lab’s state cannot be read: making new machines');
    } else if (state !== undefined && state.set !== '') {
      progress('the machines are made differently now: making new ones');
    }
    return undefined;
  }
}

function wakeAll(nodes: LabState['nodes']): void {
  for (const machine of Object.values(nodes)) wake(machine);
}

async function answer(nodes: Started, signal?: AbortSignal): Promise<void> {
  await eachNode((node) => sshAnswers(node, nodes[node].sshPort, 20_000, signal));
}
