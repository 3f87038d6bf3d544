import { randomUUID } from 'node:crypto';
import { wallClock, type Clock } from '../clock.js';
import { LabError } from '../errors.js';
import { display } from '../kernel/display.js';
import { onDispose } from '../kernel/dispose.js';
import { pending } from '../kernel/pending.js';
import { NODES } from '../provider/nodes.js';
import { findProvider } from '../provider/find.js';
import type { Checkpoint } from '../provider/provider.js';
import { pointView, type PointStep } from '../view/point.js';
import { tagged } from '../view/rows.js';
import { chapter } from './chapters.js';
import { cellName, checkpointRow, givenName, type CheckpointRow } from './checkpoint-kind.js';
import { capture } from './capture/capture.js';
import { spotOf, type PlaceToListen } from './capture/place-to-listen.js';
import { showCapture, type Capture } from './capture/show-capture.js';
import type { CaptureOptions } from './capture/tcpdump.js';
import { drawing, type Topology, type TopologyOptions } from './drawing.js';
import { follow, type Followed, type FollowOptions } from './follow/follow.js';
import { HeldMachines } from './held-machines.js';
import { Hold } from './hold.js';
import type { Machines } from './machines.js';
import { Node } from './node.js';
import { notebookName } from './notebook-name.js';
import type { Place } from './place.js';
import { arrive } from './points/arrive.js';
import { type Step, told } from './points/point.js';
import { wayTo } from './points/points.js';
import { tapedMachines } from './tape-of-kernel.js';
import { watch, type Watched } from './watch.js';

/** The machines of an open lab, by name. */
export interface Nodes {
  /** The first machine. */
  readonly node1: Node;
  /** The second, joined to the first by eth0 and eth1. */
  readonly node2: Node;
}

/** Where `lab.open` begins. */
export interface OpenOptions {
  /** A prepared point of the chapter: the state that a later section begins with. Clean machines where not given. */
  readonly at?: string;
}

/** The two machines that the cells of a notebook work on. */
export class Lab {
  readonly #name: string | undefined;
  readonly #who: string | undefined;
  readonly #id = randomUUID();
  #machines: Machines | undefined;
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

  /** The time that what a lab's cells wait for goes by: in a replay it is the recorded one. */
  static clockOf(lab: Lab): Clock {
    return lab.#machines?.clock ?? wallClock;
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
      const taped = await tapedMachines(opened, this.#machines, () => this.#held());
      const machines = (this.#machines = taped ?? this.#machines ?? this.#held());
      this.#forget ??= onDispose(() => this.close());
      machines.take();
      const state = ['open', opened?.name ?? 'clean', way.at(-1)?.checkpoint].filter(Boolean).join(' ');
      const left = await machines.rewind(state, (held, progress) =>
        arrive(held, { chapter: opened, way }, progress, signal),
      );
      tellLeft(left);
      if (at !== undefined) display(pointView(way.at(-1)!.what, told(way).map(typed)));
      const [node1, node2] = NODES.map((node) => new Node(node, '', () => machines.connection(node)));
      return { node1: node1!, node2: node2! };
    });
  }

  /**
   * Puts both machines back to clean. What the cells hold (`node1`, namespaces by name) stays usable.
   * @example await lab.reset();
   */
  reset(): Promise<void> {
    return pending('lab.reset()', async (signal) => {
      const machines = this.#opened();
      machines.checkOwner();
      const left = await machines.rewind('reset', async (held, progress) => {
        const left = await held.provider.reset(progress, { signal });
        await held.connect(progress, signal);
        return left;
      });
      tellLeft(left);
    });
  }

  /**
   * Keeps the state of both machines, memory and disk. With a name it stays until it is removed (`netdive checkpoints`);
   * without one until this notebook's kernel has ended.
   * @example const before = await lab.checkpoint();
   */
  checkpoint(name?: string): Promise<Checkpoint> {
    return pending(`lab.checkpoint(${name === undefined ? '' : `'${name}'`})`, async () => {
      const machines = this.#opened();
      const kept = name === undefined ? cellName(this.#id.slice(0, 8), ++this.#checkpoints) : givenName(name);
      return machines.save(kept);
    });
  }

  /**
   * Puts both machines back to what a checkpoint kept. What the cells hold stays usable.
   * @param checkpoint one that `lab.checkpoint` gave, or a name
   * @example await lab.restore('before-lunch');
   */
  restore(checkpoint: Checkpoint | string): Promise<void> {
    return pending('lab.restore()', async (signal) => {
      const machines = this.#opened();
      machines.checkOwner();
      const name = typeof checkpoint === 'string' ? checkpoint : checkpoint.name;
      await machines.rewind(`restore ${name}`, async (held, progress) => {
        progress('restoring both machines');
        await held.provider.restore(name);
        await held.connect(progress, signal);
        return [];
      });
    });
  }

  /**
   * What was kept, the oldest first: by name, with who made it, age and size.
   * @example show(await lab.checkpoints());
   */
  checkpoints(): Promise<CheckpointRow[]> {
    return pending('lab.checkpoints()', async () =>
      tagged('checkpoint', (await this.#opened().checkpoints()).map(checkpointRow)),
    );
  }

  /**
   * Pulls the cable out of a machine's NIC, or puts it back: the machine sees that it has no carrier.
   * @example await lab.link(node1, 'eth0', 'down');
   */
  link(node: Node, nic: string, state: 'up' | 'down'): Promise<void> {
    return pending(`lab.link(${node.host}, '${nic}', '${state}')`, async () => {
      await this.#opened().link(node.host, nic, state);
    });
  }

  /**
   * A drawing of what is really on both machines and in all their namespaces.
   * @example show(await lab.topology({ since: empty }));
   */
  topology(options: TopologyOptions = {}): Promise<Topology> {
    return pending('lab.topology()', async (signal) => drawing(this.#opened().both(), options, signal));
  }

  /**
   * Runs an action and tells what changed meanwhile on both machines and in all their namespaces: links, addresses,
   * routes, neighbours, fdb, and what each interface counted.
   * @example (await lab.watch(() => red.ping('10.0.0.1'))).neighbours
   */
  watch<T>(action: () => T | PromiseLike<T>): Promise<Watched<T>> {
    return pending('lab.watch()', async (signal) => watch(this.#opened().both(), action, signal));
  }

  /**
   * Runs an action and tells the journey of each packet that was sent meanwhile: every interface of both machines and all their
   * namespaces that it was seen on, what each step did to it, and where and why it ended.
   * @example show(await lab.follow(() => red.ping('10.0.0.1'), { filter: 'icmp or arp' }));
   */
  follow<T>(action: () => T | PromiseLike<T>, options: FollowOptions = {}): Promise<Followed<T>> {
    return pending('lab.follow()', async (signal) => follow(this.#opened().both(), action, options, signal));
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
      const machines = this.#opened();
      const spots = [where].flat().map((one) => spotOf(one, (node) => machines.connection(node)));
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
    this.#machines?.disconnect();
  }

  #held(): HeldMachines {
    return new HeldMachines(new Hold(findProvider(this.#name), this.#id, this.#who ?? notebookName()));
  }

  #opened(): Machines {
    if (this.#machines !== undefined) return this.#machines;
    throw new LabError(
      'The lab is not open.',
      "Run the cell with `lab.open` first: const { node1, node2 } = await lab.open('veth');",
    );
  }
}

/** Says what a reset could not undo on machines that cannot be put back whole. */
function tellLeft(left: readonly string[]): void {
  if (left.length > 0) display({ text: left.join('\n') });
}

const typed = ({ on, run }: Step): PointStep => ({ host: on, command: run });

/**
 * The lab of this notebook.
 * @example const { node1, node2 } = await lab.open('veth');
 */
export const lab: Lab = new Lab();
