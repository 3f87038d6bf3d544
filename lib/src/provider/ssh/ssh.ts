import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { firstLine, LabError } from '../../errors.js';
import type { Progress } from '../../progress.js';
import type { Connection } from '../../transport/connection.js';
import { CLEAN } from '../checkpoint-name.js';
import { labFolder, netdiveCommand } from '../lab-name.js';
import { NODES, eachNode } from '../nodes.js';
import type { Checkpoint, LabStatus, Provider, Wanted } from '../provider.js';
import { locked } from '../lock.js';
import { markRewound } from '../rewound.js';
import { forgetBaseline, readBaseline, type Baseline } from './baseline.js';
import { begin } from './begin.js';
import { connected, reach } from './machines.js';
import { TERMS } from './terms.js';
import { undo } from './undo.js';

/** How long `status` waits for a machine, in ms. */
const STATUS_MS = 15_000;

const CANNOT = {
  checkpoints:
    'These machines are yours, and netdive cannot stop them: it can take back what a chapter did in their network, not keep their memory and disks.',
  link: 'Nobody but you can pull a cable out of your machines. `ip link set eth0 down` on the other machine does it as well: this one sees no carrier where a cable joins the two.',
};

/** Two machines that the user has already, in an ssh_config of theirs. */
export class SshProvider implements Provider {
  readonly name = 'ssh';
  readonly terms: string = TERMS;
  readonly cannot: Provider['cannot'] = CANNOT;
  readonly folder: string;
  readonly sshConfig: string;
  readonly #command: string;

  /** @param userConfig the user's ssh_config, as `ssh -F` takes it; needed by `up` only */
  constructor(
    readonly lab: string,
    readonly userConfig?: string,
  ) {
    this.folder = labFolder(lab);
    this.sshConfig = join(this.folder, 'ssh_config');
    this.#command = netdiveCommand(`up --provider ssh --ssh-config ${userConfig ?? 'FILE'}`, lab);
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  up(progress: Progress, wanted: Wanted = {}): Promise<'was up' | 'restored'> {
    return this.#alone(progress, async () => {
      this.#noLayers(wanted);
      if (readBaseline(this.folder) !== undefined) {
        await connected(this.sshConfig, (connections) => eachNode((node) => reach(connections[node], wanted.signal)));
        return 'was up';
      }
      try {
        const { folder, sshConfig, userConfig } = this;
        await begin({ folder, sshConfig, userConfig, command: this.#command }, progress, wanted.signal);
      } catch (error) {
        this.#forget();
        throw error;
      }
      markRewound(this.folder, CLEAN);
      return 'restored';
    });
  }

  reset(progress: Progress, wanted: Wanted = {}): Promise<readonly string[]> {
    return this.#alone(progress, async () => {
      this.#noLayers(wanted);
      const baseline = readBaseline(this.folder);
      if (baseline === undefined) throw this.#notUp();
      const left = await this.#undo(baseline, progress, wanted.signal);
      markRewound(this.folder, CLEAN);
      return left;
    });
  }

  /** The machines stay; what the course made in their network goes, and the lab forgets them. */
  down(): Promise<readonly string[]> {
    return this.#alone(quiet, async () => {
      const baseline = readBaseline(this.folder);
      if (baseline === undefined) return [];
      const left = await this.#undo(baseline, quiet).catch((error: Error) => {
        if (!(error instanceof LabError)) throw error;
        return [`What the course made could not be taken back, and stays until a reboot: ${firstLine(error)}`];
      });
      this.#forget();
      return left;
    });
  }

  async status(): Promise<LabStatus> {
    const known = existsSync(join(this.folder, 'baseline.json'));
    const running = known ? await this.#answering() : NODES.map(() => false);
    return {
      lab: this.lab,
      provider: this.name,
      state: !known ? 'down' : running.every(Boolean) ? 'up' : 'broken',
      nodes: NODES.map((name, index) => ({ name, running: running[index]! })),
      layers: [],
    };
  }

  save(): Promise<Checkpoint> {
    return Promise.reject(this.#cannot('keep a checkpoint', CANNOT.checkpoints));
  }

  restore(): Promise<void> {
    return Promise.reject(this.#cannot('go back to a checkpoint', CANNOT.checkpoints));
  }

  checkpoints(): Promise<readonly Checkpoint[]> {
    return Promise.reject(this.#cannot('keep a checkpoint', CANNOT.checkpoints));
  }

  remove(): Promise<void> {
    return Promise.reject(this.#cannot('keep a checkpoint', CANNOT.checkpoints));
  }

  link(): Promise<void> {
    return Promise.reject(this.#cannot('pull a cable', CANNOT.link));
  }

  /** Which machines can be logged in to; none where the lab's own ssh_config is lost. */
  #answering(): Promise<boolean[]> {
    const answers = (connection: Connection): Promise<boolean> =>
      reach(connection).then(
        () => true,
        () => false,
      );
    return connected(this.sshConfig, (connections) => eachNode((node) => answers(connections[node])), STATUS_MS).catch(
      () => NODES.map(() => false),
    );
  }

  #undo(baseline: Baseline, progress: Progress, signal?: AbortSignal): Promise<string[]> {
    return connected(this.sshConfig, async (connections) => {
      const left = await eachNode((node) => undo(connections[node], baseline[node], progress, signal));
      return left.flat();
    });
  }

  #forget(): void {
    forgetBaseline(this.folder);
    for (const file of ['ssh_config', 'known_hosts']) rmSync(join(this.folder, file), { force: true });
  }

  #noLayers({ layers = [] }: Wanted): void {
    if (layers.length === 0) return;
    throw new LabError(
      `Your own machines cannot be given ${layers.join(', ')}.`,
      'Use the course’s machines for that chapter: npx netdive up --lab other',
    );
  }

  #notUp(): LabError {
    return new LabError(`The lab ${this.lab} is not up.`, `Start it: ${this.#command}`);
  }

  #cannot(what: string, why: string): LabError {
    return new LabError(`The lab ${this.lab} cannot ${what}.`, why);
  }

  #alone<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
    const id = createHash('sha256').update(this.folder).digest('hex').slice(0, 16);
    return locked(`lab-${id}`, `another netdive is at work on lab ${this.lab}`, progress, work);
  }
}

const quiet: Progress = () => undefined;
