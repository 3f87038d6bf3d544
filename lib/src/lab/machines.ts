import type { Clock } from '../clock.js';
import type { Progress } from '../progress.js';
import type { Checkpoint } from '../provider/provider.js';
import type { Connection } from '../transport/connection.js';
import type { HeldMachines } from './held-machines.js';

/** The machines of a lab as a notebook has them: live ones, or what was recorded of them. */
export interface Machines {
  readonly clock: Clock;
  /** The lab is this notebook’s from now on. */
  take(): void;
  /** Throws a LabError where another notebook has the lab. */
  checkOwner(): void;
  /**
   * Puts both machines into another state.
   * @param what which one, as a recording names it
   * @returns what could not be undone, a sentence each
   */
  rewind(what: string, work: Rewind): Promise<readonly string[]>;
  /** Keeps the state of both machines under a name. */
  save(name: string): Promise<Checkpoint>;
  /** What was kept, the oldest first. */
  checkpoints(): Promise<readonly Checkpoint[]>;
  /** Pulls the cable out of a machine’s NIC, or puts it back. */
  link(node: string, nic: string, state: 'up' | 'down'): Promise<void>;
  /** What leads to a machine now. Throws a LabError where the machines are not as this notebook left them. */
  connection(node: string): Connection;
  /** The connections to both. */
  both(): Connection[];
  /** Drops the connections. */
  disconnect(): void;
}

/** What puts live machines into another state. */
export type Rewind = (machines: HeldMachines, progress: Progress) => Promise<readonly string[]>;
