import type { Progress } from '../progress.js';

export interface NodeStatus {
  readonly name: string;
  readonly running: boolean;
  /** Why its kernel panicked, in its words, where that is known: it answers nothing then. */
  readonly panic?: string | undefined;
  /** The process that is the machine, where there is one. */
  readonly pid?: number;
  /** On 127.0.0.1. */
  readonly sshPort?: number;
}

export interface LabStatus {
  readonly lab: string;
  readonly provider: string;
  /** `broken`: some machines run and others don't, a kernel has panicked, or not both stand where a restore was to put them. */
  readonly state: 'up' | 'down' | 'broken';
  readonly nodes: readonly NodeStatus[];
  /** What the machines run on, such as `KVM` or `TCG (emulated)`. */
  readonly accelerator?: string;
  /** What they carry beyond the base image. */
  readonly layers: readonly string[];
}

/** A kept state of both machines, memory and disk, taken at the same moment. */
export interface Checkpoint {
  /** What it is called: `lab.restore` takes it. */
  readonly name: string;
  /** When it was kept. */
  readonly savedAt: Date;
  /** What its memory takes on this computer's disk, in bytes; what the disks changed since comes on top. */
  readonly bytes: number;
}

/** What a lab's machines should be. */
export interface Wanted {
  /** What they must carry beyond the base image; where it is not said, what they carry now. */
  readonly layers?: readonly string[];
  readonly signal?: AbortSignal;
}

/** Where machines come from. One lab is two machines; what is done is done to both. */
export interface Provider {
  readonly name: string;
  readonly lab: string;
  /** The lab's own folder: what is known of it between two commands. */
  readonly folder: string;
  /** The lab's `ssh_config`, in the format that `vagrant ssh-config` prints. */
  readonly sshConfig: string;
  /** What a person agrees to before `up`, where the machines are theirs: they are there before it, and stay after `down`. */
  readonly terms?: string;
  /** What these machines cannot do, with the reason as a sentence; calling it throws a LabError that gives it. */
  readonly cannot: { readonly checkpoints?: string; readonly link?: string };
  /** What takes long and is done once for all labs: an image, a first boot. Nothing happens where it was done. */
  prepare(progress: Progress, wanted?: Wanted): Promise<void>;
  /** Both machines answer SSH afterwards. Nothing happens where they run already. Says what it had to do. */
  up(progress: Progress, wanted?: Wanted): Promise<'was up' | 'restored' | 'booted'>;
  /**
   * Both machines are clean, whatever was done to them or to their processes; faster than `down` and `up` where both run.
   * @returns what could not be undone, a sentence each
   */
  reset(progress: Progress, wanted?: Wanted): Promise<readonly string[]>;
  /**
   * Both machines end, and no process of theirs is left. Nothing happens where none runs.
   * @returns what could not be undone, a sentence each, where machines that are not ours stay
   */
  down(): Promise<readonly string[]>;
  status(): Promise<LabStatus>;
  /** Keeps memory and disk of both machines under a name, in place of an older one of that name. Works when SSH does not. */
  save(name: string): Promise<Checkpoint>;
  /** Puts both machines back to what `save` kept. The clock is right afterwards, and every connection is lost. */
  restore(name: string): Promise<void>;
  /** What was kept, the oldest first. */
  checkpoints(): Promise<readonly Checkpoint[]>;
  /** Forgets a checkpoint and frees its room. Nothing happens where there is none of that name. */
  remove(name: string): Promise<void>;
  /** Pulls the cable out of a machine's NIC, or puts it back: the guest sees NO-CARRIER. Works when SSH does not. */
  link(node: string, nic: string, state: 'up' | 'down'): Promise<void>;
}
