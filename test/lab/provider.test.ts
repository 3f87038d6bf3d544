import assert from 'node:assert/strict';
import { execa } from 'execa';
import { existsSync, readFileSync, readdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
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

  it('are clean after a reset, with the clock of the host', async () => {
    await ssh('node1', 'ip netns add leftover; date -s 2001-01-01; touch /root/leftover');
    await provider.reset(progress);
    for (const node of ['node1', 'node2']) {
      const { stdout } = await ssh(node, 'ip netns list; ls /root; ip -br addr show eth0; date +%s.%N');
      const lines = stdout.split('\n');
      assert.match(lines[0]!, /^eth0 +DOWN *$/);
      assert.ok(Math.abs(Number(lines.at(-1)) - Date.now() / 1_000) < 1.5, stdout);
    }
  });

  it('keep their keys to their owner, and are refused when they show another key', async () => {
    assert.equal(statSync(join(provider.folder, 'id_ed25519')).mode & 0o777, 0o600);
    assert.equal(statSync(provider.folder).mode & 0o777, 0o700);
    const target = (await readTargets(provider.sshConfig)).get('node1')!;
    const other = (await readTargets(provider.sshConfig)).get('node2')!;
    await assert.rejects(new Connection({ ...target, hostKey: other.hostKey }).run('true'), /node1/);
  });

  it('are made whole again by reset when one of them was killed', async () => {
    const { nodes } = await provider.status();
    process.kill(nodes[1]!.pid!, 'SIGKILL');
    await provider.reset(progress);
    const after = await provider.status();
    assert.equal(after.state, 'up');
    assert.notEqual(after.nodes[0]!.pid, nodes[0]!.pid);
    assert.equal((await ssh('node2', 'hostname')).stdout, 'node2');
  });

  it('are made anew when the lab’s state file is no such file', async () => {
    const { nodes } = await provider.status();
    await provider.down();
    writeFileSync(join(provider.folder, 'lab.json'), '{"set":');
    await provider.up(progress);
    assert.equal((await provider.status()).state, 'up');
    assert.ok(nodes.every(({ pid }) => !existsSync(`/proc/${pid}/cwd`)));
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

  it('are one pair when two start them at once', async () => {
    await provider.down();
    const outcomes = await Promise.all([new QemuProvider(LAB).up(progress), new QemuProvider(LAB).up(progress)]);
    assert.deepEqual(outcomes.sort(), ['restored', 'was up']);
    assert.equal((await provider.status()).state, 'up');
  });

  it('are nobody else’s: a second lab beside them has its own machines, keys and sockets', async () => {
    const second = new QemuProvider(`${LAB}-two`);
    try {
      await second.up(progress);
      const [ours, theirs] = await Promise.all([provider.status(), second.status()]);
      assert.equal(new Set([...ours.nodes, ...theirs.nodes].map((node) => node.sshPort)).size, 4);
      const key = (one: QemuProvider): string => readFileSync(join(one.folder, 'id_ed25519'), 'utf8');
      assert.notEqual(key(provider), key(second));
      assert.equal((await ssh('node1', 'hostname')).stdout, 'node1');
    } finally {
      await second.down();
    }
  });
});

function readlink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
