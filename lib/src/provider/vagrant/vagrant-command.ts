import { execa } from 'execa';
import { join } from 'node:path';
import { LabError } from '../../errors.js';
import { checkout } from '../../paths.js';
import type { Progress } from '../../progress.js';
import { vagrantFault } from './faults.js';
import { VAGRANT_PACKAGES } from './packages.js';
import { parseMachineRow, saidIn, type MachineRow } from './machine-readable.js';

/** How Vagrant is called. */
export interface VagrantOptions {
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** Vagrant on the course's Vagrantfile, for one lab. */
export class VagrantCommand {
  /** @param env the Vagrantfile's settings, and what Vagrant itself takes */
  constructor(readonly env: Readonly<Record<string, string>>) {}

  /** The same with more settings. */
  with(env: Readonly<Record<string, string>>): VagrantCommand {
    return new VagrantCommand({ ...this.env, ...env });
  }

  /**
   * Runs a command of Vagrant's to its end.
   * @throws LabError with what Vagrant said and what to do; what the signal was aborted with, once Vagrant has cleaned up
   */
  async run(args: readonly string[], { progress, signal }: VagrantOptions = {}): Promise<MachineRow[]> {
    const rows: MachineRow[] = [];
    const call = execa('vagrant', [...args, '--machine-readable'], {
      cwd: join(checkout, 'vagrant'),
      env: { ...this.env, VAGRANT_CHECKPOINT_DISABLE: '1' },
      stdin: 'ignore',
      reject: false,
      buffer: { stdout: false },
      ...(signal && { cancelSignal: signal }),
      // At an interrupt Vagrant takes back what is half made.
      killSignal: 'SIGINT',
      forceKillAfterDelay: 60_000,
      cleanup: false,
    });
    for await (const line of call) {
      const row = parseMachineRow(line);
      if (row === undefined) continue;
      rows.push(row);
      const said = saidIn(row);
      if (said !== undefined) progress?.(said.split('\n')[0]!.slice(0, 100));
    }
    const { failed, code, stderr } = await call;
    signal?.throwIfAborted();
    if (code === 'ENOENT') {
      throw new LabError(
        'Vagrant is not on this computer.',
        `Install it: sudo apt-get install --no-install-recommends ${VAGRANT_PACKAGES.join(' ')}`,
      );
    }
    if (failed) throw vagrantFault(`vagrant ${args.join(' ')}`, rows, stderr);
    return rows;
  }

  /** What `vagrant ssh-config` prints. */
  async sshConfig(): Promise<string> {
    const rows = await this.run(['ssh-config']);
    return rows
      .filter(({ type }) => type === 'ssh-config')
      .map(({ data }) => data.join(','))
      .join('\n');
  }
}
