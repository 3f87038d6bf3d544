import type { Progress } from '../progress.js';

export interface NodeStatus {
  readonly name: string;
  readonly running: boolean;
  /** The process that is the machine, where there is one. */
  readonly pid?: number;
  /** On 127.0.0.1. */
  readonly sshPort?: number;
}

export interface LabStatus {
  readonly lab: string;
  readonly provider: string;
  /** `broken`: some machines run and others don't. */
  readonly state: 'up' | 'down' | 'broken';
  readonly nodes: readonly NodeStatus[];
  /** What the machines run on, such as `KVM` or `TCG (emulated)`. */
  readonly accelerator?: string;
}

/** Where machines come from. One lab is two machines; what is done is done to both. */
export interface Provider {
  readonly name: string;
  /** Both machines answer SSH afterwards. Nothing happens where they run already. Says what it had to do. */
  up(progress: Progress, signal?: AbortSignal): Promise<'was up' | 'restored' | 'booted'>;
  /** Both machines are clean, whatever was done to them or to their processes; faster than `down` and `up` where both run. */
  reset(progress: Progress, signal?: AbortSignal): Promise<void>;
  /** Both machines end, and no process of theirs is left. Nothing happens where none runs. */
  down(): Promise<void>;
  status(): Promise<LabStatus>;
  /** Keeps memory and disk of both machines under a name. Works when SSH does not. */
  save(name: string): Promise<void>;
  /** Puts both machines back to what `save` kept; `clean` is as `up` first made them. The clock is right afterwards. */
  restore(name: string): Promise<void>;
  /** Pulls the cable out of a machine's NIC, or puts it back: the guest sees NO-CARRIER. Works when SSH does not. */
  link(node: string, nic: string, state: 'up' | 'down'): Promise<void>;
  /** The lab's `ssh_config`, in the format that `vagrant ssh-config` prints. */
  readonly sshConfig: string;
}
