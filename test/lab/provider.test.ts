import assert from 'node:assert/strict';
import { execa } from 'execa';
import { existsSync, readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { LAB } from './netdive.js';

describe('two machines in QEMU', function () {
  this.timeout(300_000);
  const provider = new QemuProvider(LAB);
  const steps: string[] = [];
  const progress = (step: string): void => void steps.push(step);

  const ssh = (node: string, ...command: string[]) =>
    execa('ssh', ['-F', provider.sshConfig, node, ...command], { reject: false, stdin: 'ignore' });

  before(() => provider.up(progress));
  after(() => provider.down());

  it('listen on 127.0.0.1 only', async () => {
    const { nodes } = await provider.status();
    for (const { pid } of nodes) {
      const inodes = new Set(
        readdirSync(`/proc/${pid}/fd`).map((fd) => {
          try {
            return /socket:\[(\d+)\]/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
          } catch {
            return undefined;
          }
        }),
      );
      const listening = ['tcp', 'tcp6', 'udp', 'udp6']
        .flatMap((kind) => readFileSync(`/proc/net/${kind}`, 'utf8').split('\n').slice(1))
        .map((line) => line.trim().split(/\s+/))
        .filter(([, , , , , , , , , inode]) => inode !== undefined && inodes.has(inode))
        .map(([, local]) => local!.split(':')[0]);
      assert.ok(listening.length > 0);
      assert.deepEqual([...new Set(listening)], ['0100007F']);
    }
  });

  it('keep their key to their owner', () => {
    assert.equal(statSync(join(provider.folder, 'id_ed25519')).mode & 0o777, 0o600);
    assert.equal(statSync(provider.folder).mode & 0o777, 0o700);
  });

  it('leave no process, socket or port after down, and come back from their snapshot', async () => {
    const { nodes } = await provider.status();
    await provider.down();
    assert.equal((await provider.status()).state, 'down');
    assert.ok(!existsSync(provider.sockets));
    for (const { pid } of nodes)
      assert.ok(!existsSync(`/proc/${pid}/exe`) || !readlink(`/proc/${pid}/exe`).includes('qemu'));
    assert.equal(await provider.up(progress), 'restored');
    assert.equal((await ssh('node1', 'hostname')).stdout, 'node1');
  });
});

function readlink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
