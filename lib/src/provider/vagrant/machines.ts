import { join } from 'node:path';
import { firstLine } from '../../errors.js';
import { checkout } from '../../paths.js';
import type { Progress } from '../../progress.js';
import { CLEAN } from '../checkpoint-name.js';
import { eachNode, type NodeName } from '../nodes.js';
import { findBasis } from '../qemu/basis.js';
import { markRewound } from '../rewound.js';
import { saveAccess } from './access.js';
import { boxName } from './box.js';
import { HYPERVISORS, HYPERVISOR_NAMES, hypervisorName, type Hypervisor, type HypervisorName } from './hypervisor.js';
import { standings, type Standing } from './standing.js';
import { machineIds, readState, writeState, type VagrantState } from './state.js';
import { VagrantCommand } from './vagrant-command.js';

/** A lab's two machines as Vagrant and the hypervisor know them. The caller sees that nobody else is at them. */
export class VagrantMachines {
  readonly hypervisor: HypervisorName;
  /** What is done to them without Vagrant. */
  readonly outside: Hypervisor;
  /** Where Vagrant keeps what it knows: for the default lab where it does so by itself, so that machines started by hand are found. */
  readonly dotfiles: string;

  /** @param folder the lab's own */
  constructor(
    readonly lab: string,
    readonly folder: string,
  ) {
    this.dotfiles = lab === 'default' ? join(checkout, 'vagrant', '.vagrant') : join(folder, 'vagrant');
    // Whoever says nothing means the machines that are there.
    const there = HYPERVISOR_NAMES.find((name) => machineIds(this.dotfiles, name).some(Boolean));
    this.hypervisor = hypervisorName(process.env.PROVIDER || there);
    this.outside = HYPERVISORS[this.hypervisor];
  }

  /** Writes down how machines that run are reached and who they are, and keeps them as clean. */
  async begin(layers: readonly string[], progress: Progress): Promise<void> {
    await this.access(progress);
    progress('keeping both machines as clean');
    await this.vagrant().run(['snapshot', 'save', '--force', CLEAN]);
    writeState(this.folder, { ids: this.ids(), layers, checkpoints: [] });
    markRewound(this.folder, CLEAN);
  }

  /** Asks Vagrant how the machines are reached, and keeps the answer. */
  async access(progress: Progress): Promise<void> {
    progress('asking Vagrant how the machines are reached');
    await saveAccess(this.folder, await this.vagrant().sshConfig());
  }

  /** Puts both machines back to a snapshot, with today's time. */
  async rewind(tag: string, name: string, progress: Progress, signal?: AbortSignal): Promise<void> {
    progress(`going back to ${name}`);
    await this.#revert(tag, progress, signal);
    await eachNode((node) => this.outside.restored(this.domain(node)));
    markRewound(this.folder, name);
  }

  /** Where the hypervisor cannot do it by itself, as when a network of it has not been started, Vagrant knows what it takes. */
  async #revert(tag: string, progress: Progress, signal?: AbortSignal): Promise<void> {
    const { revert } = this.outside;
    if (revert !== undefined) {
      try {
        await eachNode((node) => revert(this.domain(node), tag));
        return;
      } catch (error) {
        progress(`going back by Vagrant: ${firstLine(error)}`);
      }
    }
    await this.vagrant().run(['snapshot', 'restore', tag], { signal });
  }

  /** How both machines stand now. */
  async standing(signal?: AbortSignal): Promise<Record<NodeName, Standing>> {
    return standings(await this.vagrant().run(['status'], { signal }));
  }

  /** The machines that Vagrant has made, by the hypervisor's own names. */
  ids(): string[] {
    return machineIds(this.dotfiles, this.hypervisor);
  }

  /** The lab's state where its machines are still the same; undefined where they are others, or there are none. */
  known(): VagrantState | undefined {
    const state = readState(this.folder);
    return state !== undefined && state.ids.join() === this.ids().join() ? state : undefined;
  }

  /** Vagrant for machines with some layers; with those that they have where it is not said. */
  vagrant(layers: readonly string[] = this.known()?.layers ?? []): VagrantCommand {
    return new VagrantCommand({
      NETDIVE_LAB: this.lab,
      PROVIDER: this.hypervisor,
      VAGRANT_DOTFILE_PATH: this.dotfiles,
      ...(this.ownBox() && { BOX: boxName(layers) }),
    });
  }

  /** libvirt has the course's own box, unless somebody names another. */
  ownBox(): boolean {
    return this.hypervisor === 'libvirt' && !process.env.BOX;
  }

  /** Whether libvirt is to use KVM: where a real guest has booted with it, as for the course's own machines. */
  async driver(progress: Progress, signal?: AbortSignal): Promise<Readonly<Record<string, string>>> {
    if (!this.ownBox() || process.env.DRIVER) return {};
    const { accelerator } = await findBasis(progress, signal);
    return { DRIVER: accelerator === 'kvm' ? 'kvm' : 'qemu' };
  }

  /** As the Vagrantfile names them. */
  domain(node: NodeName): string {
    return `netdive-${this.lab}-${node}`;
  }
}
