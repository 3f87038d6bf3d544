import { execa } from 'execa';
import { join } from 'node:path';
import type { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import { inTurn, row, timed, type Row } from './row.js';

/** What one command costs, against OpenSSH's own ways, and against what it costs in the guest. */
export async function transport(provider: QemuProvider): Promise<Row[]> {
  const connection = new Connection((await readTargets(provider.sshConfig)).get('node1')!);
  const control = ['-F', provider.sshConfig, '-o', `ControlPath=${join(provider.sockets, 'bench')}`];
  const ssh = (...args: string[]): Promise<unknown> => execa('ssh', args, { stdin: 'ignore' });
  await connection.run('true');
  await ssh(...control, '-o', 'ControlMaster=yes', '-o', 'ControlPersist=yes', 'node1', 'true');
  const ours = (): Promise<number> => timed(() => connection.run('true'));
  try {
    const [command, master] = await inTurn(30, ours, () => timed(() => ssh(...control, 'node1', 'true')));
    const [again, fresh] = await inTurn(10, ours, () => timed(() => ssh('-F', provider.sshConfig, 'node1', 'true')));
    const [addr, inGuest] = await inTurn(
      30,
      () => timed(() => connection.run('ip -j addr')),
      async () => Number((await connection.run(IN_GUEST)).stdout) / 1_000,
    );
    return [
      row('a command', 'ms', command, master, 'ssh with ControlMaster', { of: 'ratio', atMost: 0.1 }),
      row('a command', 'ms', again, fresh, 'a fresh ssh', { of: 'ratio', atMost: 0.1 }),
      row('ip -j addr', 'ms', addr, inGuest, 'its own time in the guest', { of: 'ratio', atMost: 1.15 }),
    ];
  } finally {
    connection.disconnect();
    await ssh(...control, '-O', 'exit', 'node1');
  }
}

/** Microseconds that the guest's own shell waits for it. */
const IN_GUEST = 'a=$EPOCHREALTIME; ip -j addr > /dev/null; b=$EPOCHREALTIME; echo $(( ${b/./} - ${a/./} ))';
