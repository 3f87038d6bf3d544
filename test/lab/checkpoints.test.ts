import assert from 'node:assert/strict';
import { execa } from 'execa';
import { fileURLToPath } from 'node:url';
import { Lab } from '../../lib/src/lab/lab.js';
import type { Node } from '../../lib/src/lab/node.js';
import { makePoint } from '../../lib/src/lab/points/make.js';
import { wayTo, type KeptPoint } from '../../lib/src/lab/points/points.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import { viewOf } from '../../lib/src/view/viewOf.js';
import { until } from '../../lib/src/lab/until.js';
import { LAB, netdive } from './netdive.js';

/** Nobody's: the largest process number that Linux gives is 4,194,304. */
const DEAD = 'cell/4194999-dead/1';

describe('what was kept', function () {
  this.timeout(180_000);
  const lab = new Lab(LAB);
  let node1: Node;
  const provider = new QemuProvider(LAB);
  const names = async (): Promise<string[]> => (await provider.checkpoints()).map(({ name }) => name);
  const [wired, routed] = wayTo('veth', 'routed').map(({ checkpoint }) => checkpoint) as [string, string];

  before(async () => {
    ({ node1 } = await lab.open());
    for (const name of await names()) await provider.remove(name);
  });
  after(async () => {
    lab.close();
    for (const name of await names()) await provider.remove(name);
    await provider.down();
  });

  it('is listed in a cell and on the command line, the oldest first, with who made it', async () => {
    await node1.$`ip netns add red`;
    await lab.checkpoint('by-me');
    await lab.checkpoint();
    const { exitCode, stdout, stderr } = await netdive('save', 'from-a-terminal');
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /Kept as from-a-terminal \(\d+ MB\)\. Back to it: npx netdive restore from-a-terminal/);
    const rows = await lab.checkpoints();
    assert.deepEqual(
      rows.map(({ name, madeBy }) => [name.replace(/\d+-\w+/, 'PID'), madeBy]),
      [
        ['by-me', 'you'],
        ['cell/PID/1', 'a cell'],
        ['from-a-terminal', 'you'],
      ],
    );
    assert.ok(rows.every(({ bytes }) => bytes > 10_000_000));
    const { text } = viewOf(rows);
    assert.match(text, /by-me +│ you +│ (just now|\d+ minutes? ago) +│ \d+ MB/);
    assert.equal((await netdive('checkpoints')).stdout, text);
    const told = JSON.parse((await netdive('checkpoints', '--json')).stdout) as { name: string }[];
    assert.deepEqual(
      told.map(({ name }) => name),
      rows.map(({ name }) => name),
    );
  });

  it('is gone back to by its name, also from a terminal', async () => {
    await lab.restore('by-me');
    assert.equal((await node1.namespaces()).length, 1);
    await lab.reset();
    assert.equal((await netdive('restore', 'from-a-terminal')).exitCode, 0);
    assert.equal((await netdive('ssh', 'node1', 'ip netns list')).stdout, 'red');
  });

  it('has no shell of who was connected when it was kept: a namespace goes when it is deleted', async () => {
    await lab.open();
    const red = await node1.netns('red');
    await node1.$`ip link add veth0 type veth peer name eth0 netns red`;
    await red.$`ip link set lo up`;
    const kept = await lab.checkpoint();
    await lab.restore(kept);
    // The machine's sshd still had the shells of then, whose end it hears a moment later.
    const shells = await until(
      () => node1.$`ip netns pids red`,
      ({ stdout }) => stdout === '',
    );
    assert.equal(shells.stdout, '');
    await node1.$`
      ip netns del red
      while ip link show dev veth0 2> /dev/null; do sleep 0.02; done`;
  });

  it('is forgotten by its name; of several none where one is not there', async () => {
    const { exitCode, stderr } = await netdive('checkpoints', '--remove', 'by-me', 'by-you');
    assert.equal(exitCode, 1);
    assert.match(stderr, /no checkpoint called "by-you"\.\nIt has .*by-me/);
    assert.equal((await netdive('checkpoints', '--remove', 'by-me', 'from-a-terminal')).exitCode, 0);
    assert.deepEqual(
      (await names()).filter((name) => !name.startsWith('cell/')),
      [],
    );
  });

  it('is forgotten by itself where nobody can go back to it any more, and not before', async () => {
    const mine = await lab.checkpoint();
    for (const name of [DEAD, 'point/veth/wired/of-before', 'keep']) await provider.save(name);
    assert.equal((await netdive('checkpoints', '--prune')).exitCode, 0);
    const left = await names();
    assert.ok(
      [mine.name, 'keep'].every((name) => left.includes(name)),
      String(left),
    );
    assert.ok(
      [DEAD, 'point/veth/wired/of-before'].every((name) => !left.includes(name)),
      String(left),
    );
    await provider.save(DEAD);
    await lab.open();
    assert.ok(!(await names()).includes(DEAD));
    await lab.restore(mine);
    assert.equal((await node1.$`hostname`).stdout, 'node1');
  });

  it('refuses a name of the course’s own, and one that is no name', async () => {
    const refused = ['cell/mine', '-x', 'a b', 'clean'].map(async (name) => {
      await assert.rejects(lab.checkpoint(name), /cannot be called/, name);
      assert.notEqual((await netdive('save', name)).exitCode, 0, name);
    });
    await Promise.all(refused);
  });

  it('lets a section begin at a point: made once, and then gone back to', async () => {
    await lab.open('veth', { at: 'routed' });
    const red = await node1.netns('red');
    assert.ok((await red.routes()).some(({ dst }) => dst === 'default'));
    assert.equal((await red.ping('10.0.0.1')).received, 1);
    const made = (await provider.checkpoints()).filter(({ name }) => name.startsWith('point/'));
    assert.deepEqual(
      made.map(({ name }) => name),
      [wired, routed],
    );
    await red.$`ip route del default`;
    for (const at of ['wired', 'routed']) {
      await lab.open('veth', { at });
      assert.equal((await red.routes()).filter(({ dst }) => dst === 'default').length, at === 'wired' ? 0 : 1);
    }
    assert.deepEqual(
      (await provider.checkpoints()).filter(({ name }) => name.startsWith('point/')),
      made,
    );
  });

  it('lists a chapter’s points where one is asked for that there is not', async () => {
    await assert.rejects(lab.open('veth', { at: 'wierd' }), /no point called "wierd"\.\nIt has wired, routed\./);
  });

  it('has no point that failed or was interrupted while it was made', async () => {
    const targets = await readTargets(provider.sshConfig);
    const connection = new Connection(targets.get('node1')!);
    const point = (run: string): KeptPoint => ({
      ...{ name: 'x', what: 'x', checkpoint: 'point/veth/x/x' },
      steps: [{ on: 'node1', run }],
    });
    const make = (run: string, signal: AbortSignal): Promise<void> =>
      makePoint(point(run), provider, () => connection, signal);
    const interrupt = new AbortController();
    await assert.rejects(make('ip link show dev nope', interrupt.signal), /node1: `ip link show dev nope` failed/);
    const making = assert.rejects(make('touch /root/begun; sleep 100', interrupt.signal), { name: 'AbortError' });
    const other = new Connection(targets.get('node1')!);
    await other.run('while [ ! -e /root/begun ]; do sleep 0.05; done');
    interrupt.abort();
    await making;
    assert.ok(!(await names()).includes('point/veth/x/x'));
    for (const one of [connection, other]) one.disconnect();
  });

  it('has whole points only when the program that made them was killed in the middle', async () => {
    for (const name of [wired, routed]) await provider.remove(name);
    const program = fileURLToPath(new URL('open-at.ts', import.meta.url));
    const making = execa(process.execPath, ['--import', 'tsx', program, LAB, 'veth', 'routed'], { reject: false });
    while (!(await names()).includes(wired)) await new Promise((resolve) => setTimeout(resolve, 5));
    making.kill('SIGKILL');
    await making;
    await lab.open('veth', { at: 'routed' });
    const red = await node1.netns('red');
    assert.ok((await red.routes()).some(({ dst }) => dst === 'default'));
    assert.deepEqual(
      (await names()).filter((name) => name.startsWith('point/')),
      [wired, routed],
    );
  });
});
