import { createHash, randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../errors.js';
import { socketFolder } from '../../paths.js';
import { privateFolder } from '../../private-file.js';
import type { Progress } from '../../progress.js';
import { CLEAN, checkpointName, noCheckpoint } from '../checkpoint-name.js';
import { labFolder } from '../lab-name.js';
import { NODES, eachNode } from '../nodes.js';
import type { Checkpoint, LabStatus, Provider, Wanted } from '../provider.js';
import { markRewound } from '../rewound.js';
import { findBasis, setKey, type Basis } from './basis.js';
import { Controls } from './controls.js';
import { locked } from './lock.js';
import { acquaint, giveKeys, writeSshConfig } from './new-lab.js';
import { end, isRunning, wake } from './process.js';
import { sshAnswers } from './ssh-banner.js';
import { machinesOf, startPair, type Started } from './start.js';
import { keysHash, readState, ready, writeState, type Kept, type LabState } from './state.js';
import { warmPair } from './warm.js';

/** Two machines in QEMU, without root, a hypervisor service or a network: the embedded default. */
export class QemuProvider implements Provider {
  readonly name = 'qemu';
  readonly cannot = {};
  readonly folder: string;
  readonly sockets: string;
  readonly sshConfig: string;
  readonly #controls: Controls;

  constructor(readonly lab: string) {
    this.folder = labFolder(lab);
    this.sockets = socketFolder(this.folder);
    this.sshConfig = join(this.folder, 'ssh_config');
    this.#controls = new Controls(this.sockets, `npx netdive up${lab === 'default' ? '' : ` --lab ${lab}`}`);
  }

  async prepare(progress: Progress, wanted: Wanted = {}): Promise<void> {
    await warmPair(await this.#basis(wanted, progress), progress, wanted.signal);
  }

  up(progress: Progress, wanted: Wanted = {}): Promise<'was up' | 'restored' | 'booted'> {
    return this.#alone(progress, () => this.#up(progress, wanted));
  }

  reset(progress: Progress, wanted: Wanted = {}): Promise<readonly string[]> {
    return this.#alone(progress, async () => {
      const state = readState(this.folder);
      if (state && ready(state) && carries(state, wanted) && state.keys === keysHash(this.folder)) {
        try {
          progress('going back to clean');
          await this.#rewind(state, CLEAN, CLEAN);
          return [];
        } catch (error) {
          wanted.signal?.throwIfAborted();
          progress(`starting both machines anew: ${firstLine(error)}`);
        }
      }
      await this.#endAll();
      await this.#up(progress, wanted);
      return [];
    });
  }

  async down(): Promise<void> {
    await this.#alone(quiet, async () => {
      await this.#endAll();
      rmSync(this.sockets, { recursive: true, force: true });
    });
  }

  status(): Promise<LabStatus> {
    const state = readState(this.folder);
    const nodes = NODES.map((name) => {
      const machine = state?.nodes[name];
      const running = machine !== undefined && isRunning(machine);
      return { name, running, ...(running && { pid: machine.pid, sshPort: machine.sshPort }) };
    });
    const count = nodes.filter((node) => node.running).length;
    return Promise.resolve({
      lab: this.lab,
      provider: this.name,
      state: count === 0 ? 'down' : state && ready(state) && state.restoring === undefined ? 'up' : 'broken',
      nodes,
      layers: state?.layers ?? [],
      ...(state && { accelerator: state.accelerator === 'kvm' ? 'KVM' : 'TCG (emulated)' }),
    });
  }

  async save(name: string): Promise<Checkpoint> {
    const legal = checkpointName(name);
    return this.#alone(quiet, async () => {
      const state = readState(this.folder);
      if (!state || !ready(state)) throw new LabError('The lab is not up.', `Start it: ${this.#controls.start}`);
      const tag = `c-${randomUUID()}`;
      const bytes = await this.#controls.save(tag, tags(state)).catch(this.#noRoom);
      const kept = { name: legal, tag, savedAt: new Date(), bytes };
      // From here on it is there. One that it replaces goes at the next save.
      writeState(this.folder, { ...state, checkpoints: [...others(state, legal), kept] });
      return published(kept);
    });
  }

  restore(name: string): Promise<void> {
    return this.#alone(quiet, async () => {
      const state = readState(this.folder);
      const kept = state?.checkpoints.find((one) => one.name === name);
      const tag = name === CLEAN ? CLEAN : kept?.tag;
      if (state === undefined || tag === undefined) throw noCheckpoint(name, state?.checkpoints ?? []);
      if (ready(state)) return this.#rewind(state, tag, name).catch(damaged(name));
      await this.#endAll();
      const basis = await this.#basis(state, quiet);
      if (!this.#usable(state, basis, quiet)) {
        throw new LabError(
          `The checkpoint ${name} was made by machines that this lab no longer has.`,
          `New ones: ${this.#controls.start}`,
        );
      }
      await this.#start(state, basis, tag, () => this.#controls.restored());
      markRewound(this.folder, name);
    });
  }

  checkpoints(): Promise<readonly Checkpoint[]> {
    return Promise.resolve((readState(this.folder)?.checkpoints ?? []).map(published));
  }

  async remove(name: string): Promise<void> {
    await this.#alone(quiet, async () => {
      const state = readState(this.folder);
      if (!state?.checkpoints.some((kept) => kept.name === name)) return;
      const left = { ...state, checkpoints: others(state, name) };
      writeState(this.folder, left);
      if (ready(left)) await this.#controls.forget(tags(left)); // else the next save does
    });
  }

  link(node: string, nic: string, state: 'up' | 'down'): Promise<void> {
    return this.#controls.link(node, nic, state);
  }

  async #up(progress: Progress, wanted: Wanted): Promise<'was up' | 'restored' | 'booted'> {
    privateFolder(this.folder);
    const known = readState(this.folder);
    const basis = await this.#basis({ layers: known?.layers ?? [], ...wanted }, progress);
    const state = this.#usable(known, basis, progress);
    const running = state && ready(state);
    if (running) {
      if (state.restoring === undefined) {
        await this.#goOn(running, progress, wanted.signal);
        return 'was up';
      }
      progress(`a restore of ${state.restoring} was broken off: going back to clean`);
      await this.#rewind(state, CLEAN, CLEAN);
      return 'restored';
    }
    await this.#endAll();
    if (state) {
      progress('restoring both machines');
      try {
        await this.#start(state, basis, CLEAN, () => this.#controls.restored(wanted.signal));
        markRewound(this.folder, CLEAN);
        return 'restored';
      } catch (error) {
        wanted.signal?.throwIfAborted();
        progress(`the lab’s snapshot cannot be used, making new machines: ${firstLine(error)}`);
      }
    }
    return this.#makeAnew(basis, progress, wanted.signal);
  }

  /** A copy of the warm pair, with keys of its own. Its checkpoints are lost: they were made by other machines. */
  async #makeAnew(basis: Basis, progress: Progress, signal?: AbortSignal): Promise<'restored' | 'booted'> {
    const warm = await warmPair(basis, progress, signal);
    progress('giving the lab its machines');
    rmSync(join(this.folder, 'lab.json'), { force: true });
    await warm.copyTo(this.folder);
    const { accelerator, layers } = basis;
    const made = { set: '', accelerator, layers, keys: '', nodes: {}, checkpoints: [] };
    const nodes = await this.#start(made, basis, 'warm', () => giveKeys(this, signal));
    try {
      await acquaint(this.sshConfig);
      // The copy's own snapshot has served; its room in the file is used again.
      await this.#controls.save(CLEAN, []);
    } catch (error) {
      await this.#endAll();
      throw error;
    }
    writeState(this.folder, { ...made, set: setKey(basis), keys: keysHash(this.folder), nodes });
    markRewound(this.folder, CLEAN);
    return warm.booted ? 'booted' : 'restored';
  }

  /** Starts both machines, makes them usable and says where they are; where that fails, nothing is left running. */
  async #start(state: LabState, { image }: Basis, snapshot: string, finish: () => Promise<void>): Promise<Started> {
    const { folder, sockets } = this;
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
      await this.#endAll();
      throw error;
    }
  }

  /** Puts running machines back. Where that fails or is killed, the lab's state says that it was begun. */
  async #rewind(state: LabState, tag: string, name: string): Promise<void> {
    writeState(this.folder, { ...state, restoring: name });
    wakeAll(state.nodes);
    await this.#controls.load(tag);
    writeState(this.folder, { ...state, restoring: undefined });
    markRewound(this.folder, name);
  }

  /** Machines that run may stand still all the same: stopped by somebody, or by a save that was killed. */
  async #goOn(nodes: Started, progress: Progress, signal?: AbortSignal): Promise<void> {
    wakeAll(nodes);
    await this.#controls.resume();
    await this.#controls
      .setClocks()
      .catch((error: unknown) => progress(`the clocks could not be set: ${firstLine(error)}`));
    writeSshConfig(this.folder, nodes);
    await answer(nodes, signal);
  }

  /** The lab's state where its snapshots can be loaded; says why not where that needs saying. */
  #usable(state: LabState | undefined, basis: Basis, progress: Progress): LabState | undefined {
    if (state?.set === setKey(basis) && state.keys === keysHash(this.folder)) return state;
    if (state === undefined) {
      if (existsSync(join(this.folder, 'lab.json'))) progress('the lab’s state cannot be read: making new machines');
    } else if (state.set !== '') progress(whyAnew(state, basis));
    return undefined;
  }

  #basis({ signal }: Wanted, progress: Progress): Promise<Basis> {
    return findBasis(progress, signal);
  }

  /** QEMU calls a full disk an input/output error. */
  readonly #noRoom = async (error: unknown): Promise<never> => {
    const { bavail, bsize } = await statfs(this.folder);
    if (bavail * bsize > LITTLE) throw error;
    throw new LabError(
      `The disk is full: a checkpoint has no room in ${this.folder}.`,
      'Make room there, or forget one: npx netdive checkpoints --remove NAME',
      { cause: error },
    );
  };

  /** Ends what the state names, and what nobody has written down. */
  async #endAll(): Promise<void> {
    await Promise.all([...Object.values(readState(this.folder)?.nodes ?? {}), ...machinesOf(this.sockets)].map(end));
  }

  #alone<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
    const id = createHash('sha256').update(this.folder).digest('hex').slice(0, 16);
    return locked(`lab-${id}`, `another netdive is at work on lab ${this.lab}`, progress, work);
  }
}

/** Less room than this (bytes) is too little for a machine's memory. */
const LITTLE = 200_000_000;
const quiet: Progress = () => undefined;
const firstLine = (error: unknown): string => (error as Error).message.split('\n')[0]!;
const published = ({ name, savedAt, bytes }: Kept): Checkpoint => ({ name, savedAt, bytes });
const others = (state: LabState, name: string): Kept[] => state.checkpoints.filter((kept) => kept.name !== name);
const tags = (state: LabState): string[] => [CLEAN, ...state.checkpoints.map((kept) => kept.tag)];

/** Whether the machines have just the layers that are asked for. */
const carries = (state: LabState, { layers }: Wanted): boolean =>
  layers === undefined || [...layers].sort().join() === [...state.layers].sort().join();

const whyAnew = (state: LabState, basis: Basis): string =>
  state.set === setKey(basis)
    ? 'the lab’s keys are not those that its machines know: making new machines'
    : 'the machines are made differently now: making new ones';

/** The machines may stand anywhere now, which the lab's state says. */
const damaged =
  (name: string) =>
  (error: unknown): never => {
    throw new LabError(
      `The checkpoint ${name} could not be loaded: ${firstLine(error)}`,
      'Both machines back to clean: npx netdive reset (lab.reset() in a cell)',
      { cause: error },
    );
  };

function wakeAll(nodes: LabState['nodes']): void {
  for (const machine of Object.values(nodes)) wake(machine);
}

async function answer(nodes: Started, signal?: AbortSignal): Promise<void> {
  await eachNode((node) => sshAnswers(node, nodes[node].sshPort, 20_000, signal));
}
