import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../errors.js';
import { socketFolder, stateHome } from '../../paths.js';
import type { Progress } from '../../progress.js';
import { formatSshConfig } from '../../transport/ssh-config.js';
import type { LabStatus, Provider } from '../provider.js';
import { GuestAgent } from './guest-agent.js';
import { locked } from './lock.js';
import { NODES, agentSocket, monitorSocket, type NodeName } from './machine.js';
import { Monitor } from './monitor.js';
import { acquaint, giveKeys } from './new-lab.js';
import { end, isRunning, type ProcessId } from './process.js';
import { sshAnswers } from './ssh-banner.js';
import { startPair, type Pair, type Started } from './start.js';
import {
  eachNode,
  privateFolder,
  readState,
  writeAtomically,
  writeState,
  type LabState,
  type Processes,
} from './state.js';
import { findBasis, setKey } from './basis.js';
import { warmPair } from './warm.js';

/** The snapshot of a lab as `up` first made it: booted, with the lab's keys, nothing configured. */
export const CLEAN = 'clean';

/** Two machines in QEMU, without root, a hypervisor service or a network: the embedded default. */
export class QemuProvider implements Provider {
  readonly name = 'qemu';
  readonly folder: string;
  readonly sockets: string;

  constructor(readonly lab: string) {
    if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(lab)) {
      throw new LabError(
        `A lab cannot be called ${JSON.stringify(lab)}.`,
        'Use lower-case letters, digits and hyphens, 31 at most.',
      );
    }
    this.folder = join(stateHome(), lab);
    this.sockets = socketFolder(this.folder);
  }

  get sshConfig(): string {
    return join(this.folder, 'ssh_config');
  }

  up(progress: Progress, signal?: AbortSignal): Promise<'was up' | 'restored' | 'booted'> {
    return this.#alone(progress, () => this.#up(progress, signal));
  }

  async #up(progress: Progress, signal?: AbortSignal): Promise<'was up' | 'restored' | 'booted'> {
    privateFolder(this.folder);
    const basis = await findBasis(progress, signal);
    const { image, accelerator } = basis;
    const state = readState(this.folder);
    const set = setKey(basis);
    if (state?.set === set && NODES.every((node) => runs(state.nodes[node]))) {
      await this.#answers(state.nodes as Started, signal);
      return 'was up';
    }
    await endAll(state);
    if (state?.set === set) {
      progress('restoring both machines');
      try {
        await this.#start({ set, accelerator, image, snapshot: CLEAN }, () => this.#afterRestore(signal));
        return 'restored';
      } catch (error) {
        signal?.throwIfAborted();
        progress(`the lab’s snapshot cannot be used: ${(error as Error).message.split('\n')[0]}`);
      }
    }
    const warm = await warmPair(basis, progress, signal);
    progress('giving the lab its machines');
    rmSync(join(this.folder, 'lab.json'), { force: true });
    await warm.copyTo(this.folder);
    const nodes = await this.#start({ set: '', accelerator, image, snapshot: 'warm' }, () => giveKeys(this, signal));
    try {
      await acquaint(this.sshConfig);
      // The copy's own snapshot has served; its room in the file is used again by the next one.
      await this.#onBoth((monitor) => monitor.human('delvm warm', 120_000));
      await this.save(CLEAN);
    } catch (error) {
      await Promise.all(Object.values(nodes).map(end));
      throw error;
    }
    writeState(this.folder, { set, accelerator, nodes });
    return warm.booted ? 'booted' : 'restored';
  }

  reset(progress: Progress, signal?: AbortSignal): Promise<void> {
    return this.#alone(progress, async () => {
      if ((await this.status()).state === 'up') {
        try {
          progress('going back to clean');
          await this.restore(CLEAN);
          return;
        } catch (error) {
          signal?.throwIfAborted();
          progress(`starting both machines anew: ${(error as Error).message.split('\n')[0]}`);
        }
      }
      await endAll(readState(this.folder));
      await this.#up(progress, signal);
    });
  }

  async down(): Promise<void> {
    await this.#alone(
      () => {},
      async () => {
        await endAll(readState(this.folder));
        rmSync(this.sockets, { recursive: true, force: true });
      },
    );
  }

  status(): Promise<LabStatus> {
    const state = readState(this.folder);
    const nodes = NODES.map((name) => {
      const machine = state?.nodes[name];
      const running = runs(machine);
      return machine && running ? { name, running, pid: machine.pid, sshPort: machine.sshPort } : { name, running };
    });
    const count = nodes.filter((node) => node.running).length;
    return Promise.resolve({
      lab: this.lab,
      provider: this.name,
      state: count === 0 ? 'down' : count === nodes.length ? 'up' : 'broken',
      nodes,
      ...(state && { accelerator: state.accelerator === 'kvm' ? 'KVM' : 'TCG (emulated)' }),
    });
  }

  async save(name: string): Promise<void> {
    await this.#onBoth((monitor) => monitor.human(`savevm ${snapshotName(name)}`, 120_000));
  }

  async restore(name: string): Promise<void> {
    // Both stand still before the first one goes back, so that neither sees the other's time before and after.
    const monitors = await this.#monitors();
    try {
      await Promise.all(monitors.map((monitor) => monitor.execute('stop')));
      await Promise.all(monitors.map((monitor) => monitor.human(`loadvm ${snapshotName(name)}`, 120_000)));
      await Promise.all(monitors.map((monitor) => monitor.execute('cont')));
    } finally {
      for (const monitor of monitors) monitor.close();
    }
    await this.#afterRestore();
  }

  async link(node: string, nic: string, state: 'up' | 'down'): Promise<void> {
    const name = NODES.find((known) => known === node);
    if (name === undefined)
      throw new LabError(`There is no machine called ${node}.`, `The lab has ${NODES.join(' and ')}.`);
    const monitor = await this.#monitor(name);
    await monitor.execute('set_link', { name: `nic-${nic}`, up: state === 'up' }).finally(() => monitor.close());
  }

  #alone<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
    const id = createHash('sha256').update(this.folder).digest('hex').slice(0, 16);
    return locked(`lab-${id}`, `another netdive is at work on lab ${this.lab}`, progress, work);
  }

  /** Starts both machines, makes them usable and says where they are; where that fails, nothing is left running. */
  async #start(
    from: Omit<LabState, 'nodes'> & Pick<Pair, 'image' | 'snapshot'>,
    finish: () => Promise<void>,
  ): Promise<Started> {
    const { set, accelerator, image, snapshot } = from;
    const record = (nodes: Processes): void => writeState(this.folder, { set, accelerator, nodes });
    try {
      const nodes = await startPair(
        { folder: this.folder, sockets: this.sockets, image, accelerator, snapshot },
        record,
      );
      await finish();
      this.#writeSshConfig(nodes);
      await this.#answers(nodes);
      return nodes;
    } catch (error) {
      await endAll(readState(this.folder));
      throw error;
    }
  }

  async #afterRestore(signal?: AbortSignal): Promise<void> {
    await eachNode(async (node) => {
      const agent = await GuestAgent.restored(agentSocket(this.sockets, node), node);
      await agent.setClock().finally(() => agent.close());
      signal?.throwIfAborted();
    });
  }

  #writeSshConfig(nodes: Started): void {
    const entries = NODES.map((host) => ({
      host,
      hostName: '127.0.0.1',
      port: nodes[host].sshPort,
      user: 'root',
      identityFile: join(this.folder, 'id_ed25519'),
      knownHostsFile: join(this.folder, 'known_hosts'),
      hostKeyAlias: host,
    }));
    writeAtomically(this.sshConfig, formatSshConfig(entries));
  }

  async #answers(nodes: Started, signal?: AbortSignal): Promise<void> {
    await eachNode((node) => sshAnswers(node, nodes[node].sshPort, 20_000, signal));
  }

  async #onBoth(work: (monitor: Monitor) => Promise<unknown>): Promise<void> {
    const monitors = await this.#monitors();
    await Promise.all(monitors.map(work)).finally(() => monitors.forEach((monitor) => monitor.close()));
  }

  #monitors(): Promise<Monitor[]> {
    return eachNode((node) => this.#monitor(node));
  }

  async #monitor(node: NodeName): Promise<Monitor> {
    const socket = monitorSocket(this.sockets, node);
    try {
      return await Monitor.qmp(socket, node);
    } catch (error) {
      const why = existsSync(socket) ? 'has ended' : 'is not running';
      throw new LabError(
        `${node} ${why}.`,
        `Start the lab: npx netdive up${this.lab === 'default' ? '' : ` --lab ${this.lab}`}`,
        { cause: error },
      );
    }
  }
}

const runs = (machine: ProcessId | undefined): boolean => machine !== undefined && isRunning(machine);

async function endAll(state: LabState | undefined): Promise<void> {
  if (state) await Promise.all(Object.values(state.nodes).map(end));
}

function snapshotName(name: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,60}$/i.test(name)) return name;
  throw new LabError(
    `A checkpoint cannot be called ${JSON.stringify(name)}.`,
    'Use letters, digits, hyphens and dots.',
  );
}
