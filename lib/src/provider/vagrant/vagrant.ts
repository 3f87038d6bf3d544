import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { firstLine, LabError } from '../../errors.js';
import { privateFolder } from '../../private-file.js';
import type { Progress } from '../../progress.js';
import { CLEAN, checkpointName, noCheckpoint } from '../checkpoint-name.js';
import { labFolder, netdiveCommand } from '../lab-name.js';
import { carries } from '../layers.js';
import { labLock, locked } from '../lock.js';
import { NODES, eachNode, type NodeName } from '../nodes.js';
import type { Checkpoint, LabStatus, Provider, Wanted } from '../provider.js';
import { ensureBox } from './box.js';
import { macOf } from './hypervisor.js';
import { VagrantMachines } from './machines.js';
import { IN_WORDS, type Standing } from './standing.js';
import { readState, writeState, type Kept, type VagrantState } from './state.js';

const quiet: Progress = () => undefined;

/** The course's two machines by Vagrant, on libvirt or VirtualBox; also such as somebody started by hand. */
export class VagrantProvider implements Provider {
  readonly name = 'vagrant';
  readonly cannot = {};
  readonly folder: string;
  readonly sshConfig: string;
  readonly #machines: VagrantMachines;

  constructor(readonly lab: string) {
    this.folder = labFolder(lab);
    this.sshConfig = join(this.folder, 'ssh_config');
    this.#machines = new VagrantMachines(lab, this.folder);
  }

  async prepare(progress: Progress, { layers, signal }: Wanted = {}): Promise<void> {
    if (this.#machines.ownBox()) await ensureBox(this.#machines.vagrant(layers), layers ?? [], progress, signal);
  }

  up(progress: Progress, wanted: Wanted = {}): Promise<'was up' | 'restored' | 'booted'> {
    return this.#alone(progress, () => this.#up(progress, wanted));
  }

  reset(progress: Progress, wanted: Wanted = {}): Promise<readonly string[]> {
    return this.#alone(progress, async () => {
      const state = this.#machines.known();
      if (state !== undefined && carries(state, wanted)) {
        try {
          await this.#machines.rewind(CLEAN, CLEAN, progress, wanted.signal);
          return [];
        } catch (error) {
          wanted.signal?.throwIfAborted();
          progress(`looking how the machines stand: ${firstLine(error)}`);
        }
      }
      if ((await this.#up(progress, wanted)) === 'was up')
        await this.#machines.rewind(CLEAN, CLEAN, progress, wanted.signal);
      return [];
    });
  }

  /** Both machines are switched off; their disks and checkpoints stay until `vagrant destroy`. */
  down(): Promise<readonly string[]> {
    return this.#alone(quiet, async () => {
      if (this.#machines.ids().some(Boolean)) await this.#machines.vagrant().run(['halt', '--force']);
      return [];
    });
  }

  async status(): Promise<LabStatus> {
    const standing = await this.#machines.standing();
    const nodes = NODES.map((name) => ({ name, running: standing[name] === 'running' }));
    const running = nodes.filter((node) => node.running).length;
    return {
      lab: this.lab,
      provider: this.name,
      state: running === 0 ? 'down' : running === nodes.length ? 'up' : 'broken',
      nodes,
      accelerator: this.#machines.hypervisor,
      layers: this.#machines.known()?.layers ?? [],
    };
  }

  save(name: string): Promise<Checkpoint> {
    return this.#alone(quiet, async () => {
      const legal = checkpointName(name);
      const state = this.#machines.known();
      if (state === undefined || !runBoth(await this.#machines.standing())) throw this.#notUp();
      const tag = `c-${randomUUID()}`;
      await this.#machines.vagrant().run(['snapshot', 'save', tag]);
      const sizes = await eachNode((node) => this.#machines.outside.snapshotBytes(this.#machines.domain(node), tag));
      const kept: Kept = { name: legal, tag, savedAt: new Date(), bytes: sizes[0]! + sizes[1]! };
      const replaced = state.checkpoints.filter((one) => one.name === legal);
      writeState(this.folder, { ...state, checkpoints: [...others(state, legal), kept] });
      for (const one of replaced) await this.#machines.vagrant().run(['snapshot', 'delete', one.tag]);
      return published(kept);
    });
  }

  restore(name: string): Promise<void> {
    return this.#alone(quiet, async () => {
      const state = this.#machines.known();
      const tag = name === CLEAN ? CLEAN : state?.checkpoints.find((one) => one.name === name)?.tag;
      if (state === undefined || tag === undefined) throw noCheckpoint(name, state?.checkpoints ?? []);
      await this.#machines.rewind(tag, name, quiet);
    });
  }

  checkpoints(): Promise<readonly Checkpoint[]> {
    return Promise.resolve((this.#machines.known()?.checkpoints ?? []).map(published));
  }

  remove(name: string): Promise<void> {
    return this.#alone(quiet, async () => {
      const state = this.#machines.known();
      const kept = state?.checkpoints.find((one) => one.name === name);
      if (state === undefined || kept === undefined) return;
      writeState(this.folder, { ...state, checkpoints: others(state, name) });
      await this.#machines.vagrant().run(['snapshot', 'delete', kept.tag]);
    });
  }

  async link(node: string, nic: string, state: 'up' | 'down'): Promise<void> {
    const mac = macOf(node, nic);
    if (!this.#machines.ids().some(Boolean)) throw this.#notUp();
    await this.#machines.outside.link(this.#machines.domain(node as NodeName), mac, state);
  }

  async #up(progress: Progress, wanted: Wanted): Promise<'was up' | 'restored' | 'booted'> {
    privateFolder(this.folder);
    mkdirSync(this.#machines.dotfiles, { recursive: true });
    const { signal } = wanted;
    progress('asking Vagrant how the machines stand');
    const standing = await this.#machines.standing(signal);
    const state = this.#machines.known();
    const absent = NODES.filter((node) => standing[node] === 'absent');
    if (state !== undefined && carries(state, wanted) && absent.length === 0) {
      if (runBoth(standing)) {
        if (!existsSync(this.sshConfig)) await this.#machines.access(progress);
        return 'was up';
      }
      tellStanding(standing, progress);
      await this.#machines.rewind(CLEAN, CLEAN, progress, signal);
      return 'restored';
    }
    if (runBoth(standing) && state === undefined) {
      if (wanted.layers?.length) throw this.#byHand(wanted.layers);
      progress('taking over the machines that Vagrant has started');
      await this.#machines.begin([], progress);
      return 'was up';
    }
    const before = readState(this.folder);
    const layers = wanted.layers ?? before?.layers ?? [];
    if (absent.length > 0 && before !== undefined) {
      progress(`${absent.join(' and ')} ${absent.length > 1 ? 'were' : 'was'} destroyed: making new machines`);
    } else if (state !== undefined) progress('making machines with other layers');
    else tellStanding(standing, progress);
    // One that is left of a lab that is known is not clean.
    if (this.#machines.ids().some((id) => id !== '' && before?.ids.includes(id))) {
      await this.#machines.vagrant().run(['destroy', '--force'], { progress, signal });
    }
    const vagrant = this.#machines.vagrant(layers);
    if (this.#machines.ownBox()) await ensureBox(vagrant, layers, progress, signal);
    await vagrant.with(await this.#machines.driver(progress, signal)).run(['up'], { progress, signal });
    await this.#machines.begin(layers, progress);
    return 'booted';
  }

  #notUp(): LabError {
    return new LabError(
      `The lab ${this.lab} is not up.`,
      `Start it: ${netdiveCommand('up --provider vagrant', this.lab)}`,
    );
  }

  #byHand(layers: readonly string[]): LabError {
    return new LabError(
      `The machines that you started by hand cannot be given ${layers.join(', ')}.`,
      `Make others in their place: vagrant destroy -f in the folder vagrant, then ${netdiveCommand('up --provider vagrant', this.lab)}`,
    );
  }

  #alone<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
    return locked(labLock(this.folder), `another netdive is at work on lab ${this.lab}`, progress, work);
  }
}

const published = ({ name, savedAt, bytes }: Kept): Checkpoint => ({ name, savedAt, bytes });
const others = (state: VagrantState, name: string): Kept[] => state.checkpoints.filter((kept) => kept.name !== name);
const runBoth = (standing: Readonly<Record<NodeName, Standing>>): boolean =>
  NODES.every((node) => standing[node] === 'running');

/** Says what was done to the machines behind the lab's back. */
function tellStanding(standing: Readonly<Record<NodeName, Standing>>, progress: Progress): void {
  const told = NODES.filter((node) => standing[node] === 'off' || standing[node] === 'suspended');
  if (told.length > 0) progress(told.map((node) => `${node} ${IN_WORDS[standing[node]]}`).join(', '));
}
