import { LabError } from '../errors.js';
import type { Progress } from '../progress.js';
import { NODES } from '../provider/nodes.js';
import type { Provider } from '../provider/provider.js';
import { readTargets } from '../transport/read-targets.js';
import { HeldConnection } from './held-connection.js';
import type { Hold } from './hold.js';
import { cellProgress } from './progress.js';

/** A lab's machines as one notebook holds them: a connection to each, and none of them after the machines were rewound. */
export class HeldMachines {
  readonly provider: Provider;
  readonly #connections = new Map<string, HeldConnection>();

  constructor(readonly hold: Hold) {
    this.provider = hold.provider;
  }

  /** A rewound machine does not know the connections it had: they are dropped before, not found dead after. */
  async rewind(work: (progress: Progress) => Promise<void>): Promise<void> {
    this.disconnect();
    const progress = cellProgress();
    await work(progress.tell).finally(() => progress.done());
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
  whileTheyStand<T>(work: () => Promise<T>): Promise<T> {
    return [...this.#connections.values()].reduce<() => Promise<T>>(
      (standing, connection) => () => connection.whileItStands(standing),
      work,
    )();
  }

  disconnect(): void {
    for (const connection of this.#connections.values()) connection.disconnect();
  }
}
