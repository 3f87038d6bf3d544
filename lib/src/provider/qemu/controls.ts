import { existsSync } from 'node:fs';
import { LabError } from '../../errors.js';
import { NODES, eachNode, type NodeName } from '../nodes.js';
import { clearConsole } from './console.js';
import { GuestAgent } from './guest-agent.js';
import { agentSocket, monitorSocket } from './machine.js';
import { Monitor } from './monitor.js';
import { drain } from './usernet.js';
import { keepOnly, loadBoth, resume, saveBoth } from './snapshot.js';

/** What can be done to a lab's two running machines from outside: without SSH, and whatever they are busy with. */
export class Controls {
  /**
   * @param sockets the folder of QEMU's sockets
   * @param start the command that starts the machines, for who finds them not running
   */
  constructor(
    readonly sockets: string,
    readonly start: string,
  ) {}

  /**
   * Saves both at one moment. Snapshots that are not known are deleted before: a save that was killed left them.
   * @returns the bytes that both memories take
   */
  save(tag: string, known: readonly string[]): Promise<number> {
    return this.#onBoth(async (monitors) => {
      await Promise.all(monitors.map((monitor) => keepOnly(monitor, known)));
      return saveBoth(monitors, tag);
    });
  }

  /** Puts both back to a snapshot, with today's time. */
  async load(tag: string): Promise<void> {
    await this.#onBoth(async (monitors) => {
      await Promise.all(monitors.map(drain));
      NODES.forEach((node) => clearConsole(this.sockets, node));
      await loadBoth(monitors, tag);
    });
    await this.restored();
  }

  /** What a machine that comes from a snapshot does not know: the time, that it was restored before, and who is gone. */
  async restored(signal?: AbortSignal): Promise<void> {
    await eachNode(async (node) => {
      const agent = await GuestAgent.restored(agentSocket(this.sockets, node), node);
      await Promise.all([agent.setClock(), agent.renew()]).finally(() => agent.close());
      signal?.throwIfAborted();
    });
  }

  /** Both machines' clocks to this computer's, which may have slept. Rejects where an agent does not answer soon. */
  async setClocks(): Promise<void> {
    await eachNode(async (node) => {
      const agent = await GuestAgent.connect(agentSocket(this.sockets, node), node, 3_000);
      await agent.setClock().finally(() => agent.close());
    });
  }

  /** Deletes the snapshots that are not known. */
  async forget(known: readonly string[]): Promise<void> {
    await this.#onBoth((monitors) => Promise.all(monitors.map((monitor) => keepOnly(monitor, known))));
  }

  /** Lets both go on where they stand still. */
  resume(): Promise<void> {
    return this.#onBoth(resume);
  }

  /** Pulls the cable out of a NIC, or puts it back. */
  async link(node: string, nic: string, state: 'up' | 'down'): Promise<void> {
    const name = NODES.find((known) => known === node);
    if (name === undefined)
      throw new LabError(`There is no machine called ${node}.`, `The lab has ${NODES.join(' and ')}.`);
    const monitor = await this.#monitor(name);
    await monitor.execute('set_link', { name: `nic-${nic}`, up: state === 'up' }).finally(() => monitor.close());
  }

  async #onBoth<T>(work: (monitors: readonly Monitor[]) => Promise<T>): Promise<T> {
    const monitors = await eachNode((node) => this.#monitor(node));
    return work(monitors).finally(() => monitors.forEach((monitor) => monitor.close()));
  }

  async #monitor(node: NodeName): Promise<Monitor> {
    const socket = monitorSocket(this.sockets, node);
    try {
      return await Monitor.qmp(socket, node);
    } catch (error) {
      const why = existsSync(socket) ? 'has ended' : 'is not running';
      throw new LabError(`${node} ${why}.`, `Start the lab: ${this.start}`, { cause: error });
    }
  }
}
