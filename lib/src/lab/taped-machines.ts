import { z } from 'zod';
import type { Clock } from '../clock.js';
import { NODES } from '../provider/nodes.js';
import type { Checkpoint } from '../provider/provider.js';
import type { Tape } from '../recording/tape.js';
import type { Connection } from '../transport/connection.js';
import type { HeldMachines } from './held-machines.js';
import type { Machines, Rewind } from './machines.js';
import { TapedConnection } from './taped-connection.js';

/** Machines whose answers are kept, or were: all that a notebook asks of them goes through a tape. */
export class TapedMachines implements Machines {
  readonly #tape: Tape;
  readonly #live: HeldMachines | undefined;
  readonly #connections = new Map<string, TapedConnection>();

  /** @param live the machines that are asked; there are none in a replay */
  constructor(tape: Tape, live: HeldMachines | undefined) {
    this.#tape = tape;
    this.#live = live;
  }

  get clock(): Clock {
    return this.#tape.clock;
  }

  take(): void {
    this.#live?.take();
  }

  checkOwner(): void {
    this.#live?.checkOwner();
  }

  async rewind(what: string, work: Rewind): Promise<readonly string[]> {
    return sentences.parse(await this.#ask(what, () => this.#live!.rewind(what, work)));
  }

  async save(name: string): Promise<Checkpoint> {
    const kept = await this.#ask(`save ${name}`, () => this.#live!.save(name));
    return { ...checkpoint.parse(kept), name };
  }

  async checkpoints(): Promise<readonly Checkpoint[]> {
    return z.array(checkpoint).parse(await this.#ask('checkpoints', () => this.#live!.checkpoints()));
  }

  async link(node: string, nic: string, state: 'up' | 'down'): Promise<void> {
    await this.#ask(`link ${node} ${nic} ${state}`, () => this.#live!.link(node, nic, state));
  }

  /** The same one, as long as the same one leads there. */
  connection(node: string): Connection {
    const live = this.#live?.connection(node);
    const known = this.#connections.get(node);
    if (known !== undefined && known.live === live) return known;
    const taped = new TapedConnection(node, this.#tape, live);
    this.#connections.set(node, taped);
    return taped;
  }

  both(): Connection[] {
    return NODES.map((node) => this.connection(node));
  }

  disconnect(): void {
    this.#live?.disconnect();
  }

  #ask(what: string, live: () => Promise<unknown>): Promise<unknown> {
    const question = { verb: 'lab', on: 'lab', what: withoutKernel(what) } as const;
    return this.#tape.ask(question, async () => plain(await live()));
  }
}

const sentences = z.array(z.string());
const checkpoint = z.object({ name: z.string(), savedAt: z.coerce.date(), bytes: z.number() });

/** A checkpoint that a cell made without a name is called by its kernel, which is another one in a replay. */
const withoutKernel = (text: string): string => text.replaceAll(/\bcell\/[^/\s]+\//g, 'cell/');

const plain = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(withoutKernel(JSON.stringify(value))) as unknown);
