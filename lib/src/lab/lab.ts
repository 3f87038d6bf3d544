import { pending } from '../kernel/pending.js';
import { NODES } from '../provider/nodes.js';
import { findProvider } from '../provider/find.js';
import type { Checkpoint, Provider } from '../provider/provider.js';
import { Connection } from '../transport/connection.js';
import { readTargets } from '../transport/read-targets.js';
import { drawTopology, type TopologyModel } from '../view/topology.js';
import type { View } from '../view/view.js';
import { LabError } from '../errors.js';
import { chapter } from './chapters.js';
import { machineFacts } from './facts.js';
import { Node } from './node.js';
import { cellProgress } from './progress.js';
import { topologyModel } from './topology.js';

/** The machines of an open lab, by name. */
export interface Nodes {
  readonly node1: Node;
  readonly node2: Node;
}

/** A drawing that can be compared with a later one. */
export interface Topology extends View {
  readonly model: TopologyModel;
}

/** The two machines that the cells of a notebook work on. */
export class Lab {
  readonly #name: string | undefined;
  #provider: Provider | undefined;
  readonly #connections = new Map<string, Connection>();
  #checkpoints = 0;

  /** @param name which lab; the one that `NETDIVE_LAB` names, or `default`, where none is given */
  constructor(name?: string) {
    this.#name = name;
  }

  /**
   * Gives the machines, clean, whatever was done to them before; started where they don't run. About a second.
   * @param name the chapter that opens it; a chapter that there is not is told at once
   * @example const { node1, node2 } = await lab.open('veth');
   */
  open(name?: string): Promise<Nodes> {
    return pending(`lab.open(${name === undefined ? '' : `'${name}'`})`, async (signal) => {
      if (name !== undefined) chapter(name);
      this.#provider ??= findProvider(this.#name);
      await this.#rewind(this.#provider, signal);
      const [node1, node2] = NODES.map((node) => new Node(node, '', () => this.#connection(node)));
      return { node1: node1!, node2: node2! };
    });
  }

  /** Puts both machines back to clean. What the cells hold (`node1`, namespaces by name) stays usable. */
  reset(): Promise<void> {
    return pending('lab.reset()', async (signal) => {
      await this.#rewind(this.#opened(), signal);
    });
  }

  /** Keeps the state of both machines, memory and disk. */
  checkpoint(): Promise<Checkpoint> {
    return pending('lab.checkpoint()', async () => {
      const name = `cell-${process.pid}-${++this.#checkpoints}`;
      return this.#opened().save(name);
    });
  }

  /** Puts both machines back to what a checkpoint kept. */
  restore(checkpoint: Checkpoint): Promise<void> {
    return pending('lab.restore()', async () => {
      this.#disconnect();
      await this.#opened().restore(checkpoint.name);
    });
  }

  /** Pulls the cable out of a machine's NIC, or puts it back: the machine sees that it has no carrier. */
  link(node: Node, nic: string, state: 'up' | 'down'): Promise<void> {
    return pending(`lab.link(${node.host}, '${nic}', '${state}')`, () => this.#opened().link(node.host, nic, state));
  }

  /**
   * A drawing of what is really on both machines and in all their namespaces.
   * @param options.since an earlier drawing: what has changed since is marked
   * @example show(await lab.topology({ since: empty }));
   */
  topology(options: { readonly since?: Topology } = {}): Promise<Topology> {
    return pending('lab.topology()', async (signal) => {
      this.#opened();
      const model = topologyModel(await Promise.all(NODES.map((node) => machineFacts(this.#connection(node), signal))));
      const view = await drawTopology(model, options.since === undefined ? {} : { before: options.since.model });
      return Object.defineProperty({ ...view, model }, 'model', { enumerable: false });
    });
  }

  /** Drops the connections. The machines stay as they are. */
  close(): void {
    this.#disconnect();
  }

  #opened(): Provider {
    if (this.#provider !== undefined) return this.#provider;
    throw new LabError(
      'The lab is not open.',
      "Run the cell with `lab.open` first: const { node1, node2 } = await lab.open('veth');",
    );
  }

  /** Both machines clean and reached: what a cell holds (`node1`, a namespace) goes on working by the new connections. */
  async #rewind(provider: Provider, signal: AbortSignal): Promise<void> {
    this.#disconnect();
    const progress = cellProgress();
    try {
      await provider.reset(progress.tell, { signal });
      progress.tell('connecting');
      for (const [node, target] of await readTargets(provider.sshConfig))
        this.#connections.set(node, new Connection(target));
      await Promise.all(NODES.map((node) => this.#connection(node).run('true', { signal })));
    } finally {
      progress.done();
    }
  }

  #connection(node: string): Connection {
    const connection = this.#connections.get(node);
    if (connection !== undefined) return connection;
    throw new LabError(`The lab has no machine called ${node}.`, `It has ${NODES.join(' and ')}.`);
  }

  /** A rewound machine does not know the connections it had: they are dropped before, not found dead after. */
  #disconnect(): void {
    for (const connection of this.#connections.values()) connection.disconnect();
  }
}

/** The lab of this notebook. */
export const lab: Lab = new Lab();
