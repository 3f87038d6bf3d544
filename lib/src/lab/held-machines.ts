import { randomUUID } from 'node:crypto';
import { LabError } from '../errors.js';
import { wallClock, type Clock } from '../clock.js';
import type { Progress } from '../progress.js';
import { NODES } from '../provider/nodes.js';
import type { Checkpoint, Provider } from '../provider/provider.js';
import { readTargets } from '../transport/read-targets.js';
import { HeldConnection } from './held-connection.js';
import { Hold } from './hold.js';
import type { Machines, Rewind } from './machines.js';
import { cellProgress } from './progress.js';

/** A lab's machines as one notebook holds them: a connection to each, and none of them after the machines were rewound. */
export class HeldMachines implements Machines {
  readonly clock: Clock = wallClock;
  readonly provider: Provider;
  readonly #connections = new Map<string, HeldConnection>();

  constructor(readonly hold: Hold) {
    this.provider = hold.provider;
  }

  take(): void {
    this.hold.take();
  }

  checkOwner(): void {
    this.hold.checkOwner();
  }

  /** A rewound machine does not know the connections it had: they are dropped before, not found dead after. */
  async rewind(_: string, work: Rewind): Promise<readonly string[]> {
    this.disconnect();
    const progress = cellProgress();
    return work(this, progress.tell).finally(() => progress.done());
  }

  async save(name: string): Promise<Checkpoint> {
    this.hold.check();
    return this.#whileTheyStand(() => this.provider.save(name));
  }

  checkpoints(): Promise<readonly Checkpoint[]> {
    return this.provider.checkpoints();
  }

  async link(node: string, nic: string, state: 'up' | 'down'): Promise<void> {
    this.hold.check();
    await this.provider.link(node, nic, state);
  }

  /** Both machines reached where they have just been put: what a cell holds (`node1`, a namespace) goes on working. */
  async connect(progress: Progress, signal: AbortSignal): Promise<void> {
    this.hold.settle();
    progress('connecting');
    for (const [node, target] of await readTargets(this.provider.sshConfig))
      this.#connections.set(node, new HeldConnection(target, this.hold));
    await Promise.all(this.both().map((connection) => connection.run('true', { signal })));
  }

  /** The connection that leads to a machine now. Throws a LabError where the machines are not as this notebook left them. */
  connection(node: string): HeldConnection {
    this.hold.check();
    const connection = this.#connections.get(node);
    if (connection !== undefined) return connection;
    throw new LabError(`The lab has no machine called ${node}.`, `It has ${NODES.join(' and ')}.`);
  }

  /** The connections to both. */
  both(): HeldConnection[] {
    return NODES.map((node) => this.connection(node));
  }

  /** Does work during which both machines stand still: what runs on them in the background is not to be taken for lost. */
  #whileTheyStand<T>(work: () => Promise<T>): Promise<T> {
    return [...this.#connections.values()].reduce<() => Promise<T>>(
      (standing, connection) => () => connection.whileItStands(standing),
      work,
    )();
  }

  disconnect(): void {
    for (const connection of this.#connections.values()) connection.disconnect();
  }
}

/**
 * Holds a lab's machines for a command of the terminal, and lets go of them when its work has ended.
 * @param who holds them, as another notebook is told
 * @example await whileHeld(provider, 'a rehearsal', (machines) => arrive(machines, { way: [] }, progress, signal))
 */
export async function whileHeld<T>(
  provider: Provider,
  who: string,
  work: (machines: HeldMachines) => Promise<T>,
): Promise<T> {
  const machines = new HeldMachines(new Hold(provider, randomUUID(), who));
  machines.take();
  return work(machines).finally(() => machines.disconnect());
}
