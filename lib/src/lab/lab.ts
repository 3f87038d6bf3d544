import { randomUUID } from 'node:crypto';
import { LabError } from '../errors.js';
import { display } from '../kernel/display.js';
import { onDispose } from '../kernel/dispose.js';
import { pending } from '../kernel/pending.js';
import type { Progress } from '../progress.js';
import { NODES } from '../provider/nodes.js';
import { findProvider } from '../provider/find.js';
import type { Checkpoint } from '../provider/provider.js';
import { readTargets } from '../transport/read-targets.js';
import { pointView, type PointStep } from '../view/point.js';
import { tagged } from '../view/rows.js';
import { drawTopology, type TopologyModel } from '../view/topology.js';
import type { View } from '../view/view.js';
import { chapter, layersOf } from './chapters.js';
import { cellName, checkpointRow, givenName, type CheckpointRow } from './checkpoint-kind.js';
import { capture } from './capture/capture.js';
import { showCapture, type Capture } from './capture/show-capture.js';
import type { CaptureOptions } from './capture/tcpdump.js';
import { cleanMachines } from './clean.js';
import { machineFacts } from './facts.js';
import { follow, type Followed, type FollowOptions } from './follow/follow.js';
import { HeldConnection } from './held-connection.js';
import { Hold } from './hold.js';
import { Node } from './node.js';
import { notebookName } from './notebook-name.js';
import { Place } from './place.js';
import { goBackTo } from './points/go-to.js';
import { makePoint } from './points/make.js';
import { type Step, told } from './points/point.js';
import { wayTo } from './points/points.js';
import { cellProgress } from './progress.js';
import { prune } from './prune.js';
import { topologyModel } from './topology.js';
import { watch, type Watched } from './watch.js';

/** The machines of an open lab, by name. */
export interface Nodes {
  /** The first machine. */
  readonly node1: Node;
  /** The second, joined to the first by eth0 and eth1. */
  readonly node2: Node;
}

/** A drawing that can be compared with a later one. */
export interface Topology extends View {
  /** What was found, as data. */
  readonly model: TopologyModel;
}

/** What a drawing is compared with. */
export interface TopologyOptions {
  /** An earlier drawing: what has changed since is marked. */
  readonly since?: Topology;
}

/** Where `lab.open` begins. */
export interface OpenOptions {
  /** A prepared point of the chapter: the state that a later section begins with. Clean machines where not given. */
  readonly at?: string;
}

/** One interface of a machine or a namespace. */
export interface PlaceToListen {
  /** A machine or a namespace. */
  readonly place: Place;
  /** One interface of it, such as `eth0`; all of them where it is not given. */
  readonly ifname?: string;
}

/** The two machines that the cells of a notebook work on. */
export class Lab {
  readonly #name: string | undefined;
  readonly #who: string | undefined;
  readonly #id = randomUUID();
  #hold: Hold | undefined;
  readonly #connections = new Map<string, HeldConnection>();
  #forget: (() => void) | undefined;
  #checkpoints = 0;

  /**
   * @param name which lab; the one that `NETDIVE_LAB` names, or `default`, where none is given
   * @param who what others are told that has it; this kernel's notebook where it is not given
   */
  constructor(name?: string, who?: string) {
    this.#name = name;
    this.#who = who;
  }

  /**
   * Gives the machines, clean or at a prepared point, whatever was done to them before; started where they don't run.
   * About a second. The lab is this notebook's from then on: another one that had it is told at its next cell.
   * @param name the chapter that opens it; a chapter that there is not is told at once
   * @example const { node1, node2 } = await lab.open('veth', { at: 'wired' });
   */
  open(name?: string, options: OpenOptions = {}): Promise<Nodes> {
    const { at } = options;
    const said = [name && `'${name}'`, at && `{ at: '${at}' }`].filter(Boolean);
    return pending(`lab.open(${said.join(', ')})`, async (signal) => {
      const opened = name === undefined ? undefined : chapter(name);
      const way = at === undefined ? [] : wayTo(opened?.name ?? '', at);
      const wanted = { signal, ...(opened && { layers: layersOf(opened) }) };
      const hold = (this.#hold ??= new Hold(findProvider(this.#name), this.#id, this.#who ?? notebookName()));
      const { provider } = hold;
      this.#forget ??= onDispose(() => this.close());
      hold.take();
      await this.#rewind(async (progress) => {
        const missing = await goBackTo(provider, way, progress, wanted);
        await this.#connect(hold, progress, signal);
        for (const point of missing) {
          progress(`making the point ${point.name}; from the next time on it is there`);
          await makePoint(point, provider, (node) => this.#connection(node), signal);
        }
        await prune(provider, opened?.name);
      });
      if (at !== undefined) display(pointView(way.at(-1)!.what, told(way).map(typed)));
      const [node1, node2] = NODES.map((node) => new Node(node, '', () => this.#connection(node)));
      return { node1: node1!, node2: node2! };
    });
  }

  /**
   * Puts both machines back to clean. What the cells hold (`node1`, namespaces by name) stays usable.
   * @example await lab.reset();
   */
  reset(): Promise<void> {
    return pending('lab.reset()', async (signal) => {
      const hold = this.#opened();
      hold.checkOwner();
      await this.#rewind(async (progress) => {
        await cleanMachines(hold.provider, progress, { signal });
        await this.#connect(hold, progress, signal);
      });
    });
  }

  /**
   * Keeps the state of both machines, memory and disk. With a name it stays until it is removed (`netdive checkpoints`);
   * without one until this notebook's kernel has ended.
   * @example const before = await lab.checkpoint();
   */
  checkpoint(name?: string): Promise<Checkpoint> {
    return pending(`lab.checkpoint(${name === undefined ? '' : `'${name}'`})`, async () => {
      const hold = this.#opened();
      hold.check();
      const kept = name === undefined ? cellName(this.#id.slice(0, 8), ++this.#checkpoints) : givenName(name);
      // The machines stand still meanwhile, and what runs on them in the background is not to be taken for lost.
      const save = [...this.#connections.values()].reduce<() => Promise<Checkpoint>>(
        (work, connection) => () => connection.whileItStands(work),
        () => hold.provider.save(kept),
      );
      return save();
    });
  }

  /**
   * Puts both machines back to what a checkpoint kept. What the cells hold stays usable.
   * @param checkpoint one that `lab.checkpoint` gave, or a name
   * @example await lab.restore('before-lunch');
   */
  restore(checkpoint: Checkpoint | string): Promise<void> {
    return pending('lab.restore()', async (signal) => {
      const hold = this.#opened();
      hold.checkOwner();
      await this.#rewind(async (progress) => {
        progress('restoring both machines');
        await hold.provider.restore(typeof checkpoint === 'string' ? checkpoint : checkpoint.name);
        await this.#connect(hold, progress, signal);
      });
    });
  }

  /**
   * What was kept, the oldest first: by name, with who made it, age and size.
   * @example show(await lab.checkpoints());
   */
  checkpoints(): Promise<CheckpointRow[]> {
    return pending('lab.checkpoints()', async () =>
      tagged('checkpoint', (await this.#opened().provider.checkpoints()).map(checkpointRow)),
    );
  }

  /**
   * Pulls the cable out of a machine's NIC, or puts it back: the machine sees that it has no carrier.
   * @example await lab.link(node1, 'eth0', 'down');
   */
  link(node: Node, nic: string, state: 'up' | 'down'): Promise<void> {
    return pending(`lab.link(${node.host}, '${nic}', '${state}')`, async () => {
      const hold = this.#opened();
      hold.check();
      await hold.provider.link(node.host, nic, state);
    });
  }

  /**
   * A drawing of what is really on both machines and in all their namespaces.
   * @example show(await lab.topology({ since: empty }));
   */
  topology(options: TopologyOptions = {}): Promise<Topology> {
    return pending('lab.topology()', async (signal) => {
      this.#opened();
      const model = topologyModel(await Promise.all(NODES.map((node) => machineFacts(this.#connection(node), signal))));
      const view = await drawTopology(model, options.since === undefined ? {} : { before: options.since.model });
      return Object.defineProperty({ ...view, model }, 'model', { enumerable: false });
    });
  }

  /**
   * Runs an action and tells what changed meanwhile on both machines and in all their namespaces: links, addresses,
   * routes, neighbours, fdb, and what each interface counted.
   * @example (await lab.watch(() => red.ping('10.0.0.1'))).neighbours
   */
  watch<T>(action: () => T | PromiseLike<T>): Promise<Watched<T>> {
    return pending('lab.watch()', async (signal) => {
      this.#opened();
      return watch(
        NODES.map((node) => this.#connection(node)),
        action,
        signal,
      );
    });
  }

  /**
   * Runs an action and tells the journey of each packet that was sent meanwhile: every interface of both machines and all their
   * namespaces that it was seen on, what each step did to it, and where and why it ended.
   * @example show(await lab.follow(() => red.ping('10.0.0.1'), { filter: 'icmp or arp' }));
   */
  follow<T>(action: () => T | PromiseLike<T>, options: FollowOptions = {}): Promise<Followed<T>> {
    return pending('lab.follow()', async (signal) => {
      this.#opened();
      return follow(
        NODES.map((node) => this.#connection(node)),
        action,
        options,
        signal,
      );
    });
  }

  /**
   * Listens with tcpdump on machines, in namespaces or at single interfaces while an action runs, and gives all packets
   * by time, each with where it was seen. Whole frames, with VLAN tags, are seen at a single interface only.
   * @example (await lab.capture([node1, red, { place: node2, ifname: 'eth0' }], () => red.ping('10.0.0.1'))).packets.length
   */
  capture<T>(
    where: readonly (Place | PlaceToListen)[],
    action: () => T | PromiseLike<T>,
    options: CaptureOptions = {},
  ): Promise<Capture<T>> {
    return pending('lab.capture()', async (signal) => {
      this.#opened();
      const spots = [where].flat().map((one) => {
        const { place, ifname } = one instanceof Place ? { place: one, ifname: undefined } : one;
        return {
          connection: this.#connection(place.host),
          netns: place.namespace,
          ...(ifname !== undefined && { ifname }),
        };
      });
      return showCapture(await capture(spots, action, options, signal));
    });
  }

  /**
   * Drops the connections. The machines stay as they are.
   * @example lab.close();
   */
  close(): void {
    this.#forget?.();
    this.#forget = undefined;
    this.#disconnect();
  }

  #opened(): Hold {
    if (this.#hold !== undefined) return this.#hold;
    throw new LabError(
      'The lab is not open.',
      "Run the cell with `lab.open` first: const { node1, node2 } = await lab.open('veth');",
    );
  }

  /** A rewound machine does not know the connections it had: they are dropped before, not found dead after. */
  async #rewind(work: (progress: Progress) => Promise<void>): Promise<void> {
    this.#disconnect();
    const progress = cellProgress();
    await work(progress.tell).finally(() => progress.done());
  }

  /** Both machines reached where they have just been put: what a cell holds (`node1`, a namespace) goes on working. */
  async #connect(hold: Hold, progress: Progress, signal: AbortSignal): Promise<void> {
    hold.settle();
    progress('connecting');
    for (const [node, target] of await readTargets(hold.provider.sshConfig))
      this.#connections.set(node, new HeldConnection(target, hold));
    await Promise.all(NODES.map((node) => this.#connection(node).run('true', { signal })));
  }

  #connection(node: string): HeldConnection {
    this.#opened().check();
    const connection = this.#connections.get(node);
    if (connection !== undefined) return connection;
    throw new LabError(`The lab has no machine called ${node}.`, `It has ${NODES.join(' and ')}.`);
  }

  #disconnect(): void {
    for (const connection of this.#connections.values()) connection.disconnect();
  }
}

const typed = ({ on, run }: Step): PointStep => ({ host: on, command: run });

/**
 * The lab of this notebook.
 * @example const { node1, node2 } = await lab.open('veth');
 */
export const lab: Lab = new Lab();
