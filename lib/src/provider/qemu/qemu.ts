import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { socketFolder } from '../../paths.js';
import type { Progress } from '../../progress.js';
import { labFolder, netdiveCommand } from '../lab-name.js';
import { NODES } from '../nodes.js';
import type { Checkpoint, LabStatus, Provider, Wanted } from '../provider.js';
import { findBasis } from './basis.js';
import { Checkpoints } from './checkpoints.js';
import { panicOf } from './console.js';
import { Controls } from './controls.js';
import { labLock, locked } from '../lock.js';
import { Machines, type Came } from './machines.js';
import { isRunning } from './process.js';
import { readState, ready } from './state.js';
import { warmPair } from './warm.js';

const quiet: Progress = () => undefined;

/** Two machines in QEMU, without root, a hypervisor service or a network: the embedded default. */
export class QemuProvider implements Provider {
  readonly name = 'qemu';
  readonly cannot = {};
  readonly folder: string;
  readonly sockets: string;
  readonly sshConfig: string;
  readonly #controls: Controls;
  readonly #machines: Machines;
  readonly #checkpoints: Checkpoints;

  constructor(readonly lab: string) {
    this.folder = labFolder(lab);
    this.sockets = socketFolder(this.folder);
    this.sshConfig = join(this.folder, 'ssh_config');
    this.#controls = new Controls(this.sockets, netdiveCommand('up', lab));
    this.#machines = new Machines(this, this.#controls);
    this.#checkpoints = new Checkpoints(this.folder, this.#controls, this.#machines);
  }

  async prepare(progress: Progress, { signal, layers }: Wanted = {}): Promise<void> {
    await warmPair(await findBasis(progress, signal, layers), progress, signal);
  }

  up(progress: Progress, wanted: Wanted = {}): Promise<Came> {
    return this.#alone(progress, () => this.#machines.up(progress, wanted));
  }

  async reset(progress: Progress, wanted: Wanted = {}): Promise<readonly string[]> {
    await this.#alone(progress, () => this.#machines.reset(progress, wanted));
    return [];
  }

  async down(): Promise<readonly string[]> {
    await this.#alone(quiet, async () => {
      await this.#machines.end();
      rmSync(this.sockets, { recursive: true, force: true });
    });
    return [];
  }

  status(): Promise<LabStatus> {
    const state = readState(this.folder);
    const nodes = NODES.map((name) => {
      const machine = state?.nodes[name];
      const running = machine !== undefined && isRunning(machine);
      return {
        name,
        running,
        ...(running && { pid: machine.pid, sshPort: machine.sshPort, panic: panicOf(this.sockets, name) }),
      };
    });
    const whole = state && ready(state) && state.restoring === undefined && nodes.every((node) => !node.panic);
    const down = nodes.every((node) => !node.running);
    return Promise.resolve({
      lab: this.lab,
      provider: this.name,
      state: down ? 'down' : whole ? 'up' : 'broken',
      nodes,
      layers: state?.layers ?? [],
      ...(state && { accelerator: state.accelerator === 'kvm' ? 'KVM' : 'TCG (emulated)' }),
    });
  }

  save(name: string): Promise<Checkpoint> {
    return this.#alone(quiet, () => this.#checkpoints.save(name));
  }

  restore(name: string): Promise<void> {
    return this.#alone(quiet, () => this.#checkpoints.restore(name));
  }

  checkpoints(): Promise<readonly Checkpoint[]> {
    return Promise.resolve(this.#checkpoints.list());
  }

  remove(name: string): Promise<void> {
    return this.#alone(quiet, () => this.#checkpoints.remove(name));
  }

  link(node: string, nic: string, state: 'up' | 'down'): Promise<void> {
    return this.#controls.link(node, nic, state);
  }

  /** One program at a time changes what a lab is; the others wait for it. */
  #alone<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
    return locked(labLock(this.folder), `another netdive is at work on lab ${this.lab}`, progress, work);
  }
}
