import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../errors.js';
import { privateFolder, writeAtomically } from '../../private-file.js';
import type { Progress } from '../../progress.js';
import { Connection } from '../../transport/connection.js';
import { readTargets } from '../../transport/read-targets.js';
import { formatSshConfig } from '../../transport/ssh-config.js';
import { CLEAN } from '../checkpoint-name.js';
import { labFolder, netdiveCommand } from '../lab-name.js';
import { NODES, eachNode, type NodeName } from '../nodes.js';
import type { Checkpoint, LabStatus, Provider, Wanted } from '../provider.js';
import { locked } from '../lock.js';
import { markRewound } from '../rewound.js';
import { forgetBaseline, readBaseline, writeBaseline, type Baseline } from './baseline.js';
import { cableProblems, lacks, managementProblem, notes, problemOf, problemsError } from './examine.js';
import { tryCables } from './segments.js';
import { readState, type State } from './state.js';
import { undo } from './undo.js';
import { userMachine, type UserMachine } from './user-config.js';

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
        await this.#connected((connections) => eachNode((node) => reach(connections[node], wanted.signal)));
        return 'was up';
      }
      try {
        await this.#begin(progress, wanted.signal);
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
    return this.#connected((connections) => eachNode((node) => answers(connections[node])), STATUS_MS).catch(() =>
      NODES.map(() => false),
    );
  }

  async #begin(progress: Progress, signal?: AbortSignal): Promise<void> {
    progress('reading how the machines are reached');
    await this.#writeConfig();
    await this.#connected(async (connections) => {
      progress('looking at both machines');
      const examined = await eachNode((node) => this.#examine(connections[node], signal));
      const problems = examined.flatMap((one) => one.problems);
      if (problems.length > 0) throw problemsError(problems, this.#command);
      const [node1, node2] = examined.map((one) => one.state!) as [State, State];
      // Written down before a frame is sent: whoever is killed from here on is cleaned up after by the next reset.
      writeBaseline(this.folder, { node1, node2 });
      progress('sending frames from eth0 to eth0 and from eth1 to eth1');
      const cables = cableProblems(await tryCables(connections.node1, connections.node2, signal));
      if (cables.problems.length > 0) throw problemsError(cables.problems, this.#command);
      for (const note of [...notes('node1', node1), ...notes('node2', node2), ...cables.notes]) progress(note);
    });
  }

  /** Asks OpenSSH for both machines, and writes down the answer as the lab's own ssh_config. */
  async #writeConfig(): Promise<void> {
    const file = this.userConfig;
    if (file === undefined || !existsSync(file)) {
      throw new LabError(
        file === undefined ? 'No file tells how your machines are reached.' : `${file} is not there.`,
        `Name an ssh_config that has \`Host node1\` and \`Host node2\`: ${this.#command}`,
      );
    }
    const found = await eachNode((node) => userMachine(file, node).catch((error: Error) => error));
    const problems = found.flatMap((one) => (one instanceof Error ? [problemOf(one)] : []));
    if (problems.length > 0) throw problemsError(problems, this.#command);
    const machines = found as UserMachine[];
    privateFolder(this.folder);
    const knownHostsFile = join(this.folder, 'known_hosts');
    const keys = machines.flatMap(({ host, hostKeys }) => hostKeys.map((key) => `${host} ${key}\n`));
    writeAtomically(knownHostsFile, keys.join(''));
    const entries = machines.map((machine) => ({ ...machine, knownHostsFile, hostKeyAlias: machine.host }));
    writeAtomically(this.sshConfig, formatSshConfig(entries));
  }

  /** All that is wrong with a machine; where it is usable, how it is. */
  async #examine(connection: Connection, signal?: AbortSignal): Promise<{ problems: string[]; state?: State }> {
    try {
      await reach(connection, signal);
      const problems = await lacks(connection, signal);
      if (problems.length > 0) return { problems };
      const { state } = await readState(connection, undefined, signal);
      return { state, problems: managementProblem(connection.target.host, state) };
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof LabError) return { problems: [problemOf(error)] };
      throw error;
    }
  }

  #undo(baseline: Baseline, progress: Progress, signal?: AbortSignal): Promise<string[]> {
    return this.#connected(async (connections) => {
      const left = await eachNode((node) => undo(connections[node], baseline[node], progress, signal));
      return left.flat();
    });
  }

  async #connected<T>(
    work: (connections: Record<NodeName, Connection>) => Promise<T>,
    connectTimeoutMs = 30_000,
  ): Promise<T> {
    const targets = await readTargets(this.sshConfig);
    const [node1, node2] = NODES.map((node) => new Connection(targets.get(node)!, { connectTimeoutMs }));
    const connections = { node1: node1!, node2: node2! };
    return work(connections).finally(() => Object.values(connections).forEach((one) => one.disconnect()));
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
const firstLine = (error: Error): string => error.message.split('\n')[0]!;

/** One command, as root: sudo that asks for a password says so here. */
async function reach(connection: Connection, signal?: AbortSignal): Promise<void> {
  await connection.run('true', signal && { signal });
}
