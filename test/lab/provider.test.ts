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

  it('are up and answer SSH by the file that the lab writes, under their own names', async () => {
    const status = await provider.status();
    assert.equal(status.state, 'up');
    for (const { name } of status.nodes) assert.equal((await ssh(name, 'hostname')).stdout, name);
  });

  it('are as they were when up is called again', async () => {
    const before = await provider.status();
    assert.equal(await provider.up(progress), 'was up');
    assert.deepEqual(await provider.status(), before);
  });

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

  it('have mgmt0 for management and eth0 and eth1, down and without an address, as data segments', async () => {
    for (const node of ['node1', 'node2']) {
      const links = JSON.parse((await ssh(node, 'ip', '-j', 'address')).stdout) as {
        ifname: string;
        flags: string[];
        addr_info: object[];
      }[];
      assert.deepEqual(links.map((link) => link.ifname).sort(), ['eth0', 'eth1', 'lo', 'mgmt0']);
      for (const link of links.filter((one) => one.ifname.startsWith('eth'))) {
        assert.deepEqual([link.flags.includes('UP'), link.addr_info], [false, []]);
      }
    }
  });

  it('are joined by both segments', async () => {
    for (const [nic, subnet] of [
      ['eth0', '10.1.0'],
      ['eth1', '10.2.0'],
    ] as const) {
      for (const [node, host] of [
        ['node1', 1],
        ['node2', 2],
      ] as const) {
        await ssh(node, `ip addr add ${subnet}.${host}/24 dev ${nic} && ip link set ${nic} up`);
      }
      const { stdout, exitCode } = await ssh('node1', `ping -c 3 -i 0.2 -W 2 ${subnet}.2`);
      assert.equal(exitCode, 0, stdout);
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

  it('go back to what was saved under a name, both together', async () => {
    await ssh('node1', 'echo kept > /root/mark');
    await ssh('node2', 'echo kept > /root/mark');
    await provider.save('marked');
    for (const node of ['node1', 'node2']) await ssh(node, 'rm /root/mark');
    await provider.restore('marked');
    for (const node of ['node1', 'node2']) assert.equal((await ssh(node, 'cat /root/mark')).stdout, 'kept');
    await provider.reset(progress);
  });

  it('show a pulled cable as no carrier', async () => {
    await ssh('node1', 'ip link set eth0 up');
    await provider.link('node1', 'eth0', 'down');
    const wait =
      'for i in $(seq 50); do [ "$(cat /sys/class/net/eth0/carrier)" = CARRIER ] && break; sleep 0.1; done; cat /sys/class/net/eth0/carrier';
    assert.equal((await ssh('node1', wait.replace('CARRIER', '0'))).stdout, '0');
    await provider.link('node1', 'eth0', 'up');
    assert.equal((await ssh('node1', wait.replace('CARRIER', '1'))).stdout, '1');
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
