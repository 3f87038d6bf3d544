import assert from 'node:assert/strict';
import { execa } from 'execa';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findLeftJupyters } from '../../lib/src/course/jupyter-leftovers.js';
import { endLeftover, findLeftovers, type Leftover } from '../../lib/src/provider/qemu/leftovers.js';
import { heldLocks, labLock, locked } from '../../lib/src/provider/lock.js';
import { end, isRunning, startDetached, type ProcessId } from '../../lib/src/provider/qemu/process.js';
import { QEMU } from '../../lib/src/provider/qemu/version.js';
import { venv } from '../../lib/src/setup/python.js';
import { checkout } from '../../lib/src/paths.js';
import { LAB, netdive } from './netdive.js';

const quiet = (): void => undefined;

describe('what a dead lab leaves behind', function () {
  this.timeout(60_000);
  let folder: string;
  const started: ProcessId[] = [];
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netdive-left-'))));
  afterEach(async () => {
    await Promise.all(started.splice(0).map(end));
    rmSync(folder, { recursive: true, force: true });
  });

  /** A real machine without a guest in it, called with what one of a lab's is called with. */
  async function machineOf(lab: string, ...before: string[]): Promise<ProcessId> {
    mkdirSync(lab, { recursive: true });
    const disk = join(lab, 'node1.qcow2');
    await execa('qemu-img', ['create', '-q', '-f', 'qcow2', disk, '1M']);
    const drive = `if=virtio,format=qcow2,cache=unsafe,file=${disk.replaceAll(',', ',,')}`;
    const args = ['-name', 'netdive-node1', '-S', '-nodefaults', '-display', 'none', '-m', '16', '-drive', drive];
    const [program, ...rest] = [...before, QEMU, ...args];
    const machine = await startDetached(program!, rest, join(lab, 'log'));
    started.push(machine);
    // It is one as soon as it has opened its disk.
    const holds = (fd: string): boolean => readlinkSync(`/proc/${machine.pid}/fd/${fd}`) === disk;
    for (;;) {
      try {
        if (readdirSync(`/proc/${machine.pid}/fd`).some(holds)) return machine;
      } catch {
        assert.ok(isRunning(machine), readFileSync(join(lab, 'log'), 'utf8')); // else it opened or closed a file just now
      }
      await delay(5);
    }
  }
  const record = (lab: string, text: string): void => writeFileSync(join(lab, 'lab.json'), text);
  const leftIn = (places = {}): Leftover[] => findLeftovers(places).filter(({ what }) => what.includes(folder));
  /** Other labs of this user's may be at work; their locks are no matter here. */
  const held = (): string[] => heldLocks().filter((lock) => lock === 'warm-of-a-test');
  const pids = (): (number | undefined)[] => leftIn().map(({ process }) => process?.pid);

  it('is a machine that its lab’s state does not name, until it has ended', async () => {
    const lab = join(folder, 'a lab, with a comma');
    const machine = await machineOf(lab);
    record(lab, JSON.stringify({ nodes: { node1: { pid: 1, started: '7', sshPort: 22 } } }));
    const found = leftIn();
    assert.deepEqual(
      found.map(({ kind, process }) => [kind, process?.pid]),
      [['machine', machine.pid]],
    );
    assert.match(found[0]!.what, /^node1 of .*a lab, with a comma \(process \d+\)$/);
    await endLeftover(found[0]!);
    assert.equal(isRunning(machine), false);
    assert.deepEqual(leftIn(), []);
  });

  it('is a machine whose lab is gone', async () => {
    const lab = join(folder, 'lab');
    const machine = await machineOf(lab);
    rmSync(lab, { recursive: true });
    assert.deepEqual(pids(), [machine.pid]);
    assert.match(leftIn()[0]!.what, /, which is gone/);
  });

  it('is no machine that a state names, whichever netdive wrote that', async () => {
    const lab = join(folder, 'lab');
    const { pid, started } = await machineOf(lab);
    record(lab, JSON.stringify({ somehow: [{ else: pid, since: Number(started) }] }));
    assert.deepEqual(leftIn(), []);
    record(lab, JSON.stringify({ nodes: { node1: { pid, started: '1' } } })); // the number, of an earlier process
    assert.deepEqual(pids(), [pid]);
  });

  it('is no machine of a lab that somebody is starting', async () => {
    const lab = join(folder, 'lab');
    const machine = await machineOf(lab);
    await locked(labLock(lab), '', quiet, () => Promise.resolve(assert.deepEqual(leftIn(), [])));
    assert.deepEqual(pids(), [machine.pid]);
  });

  it('is no machine that sees other files than we do, such as one in a container', async function () {
    if (process.getuid?.() !== 0) return this.skip(); // needs root
    await machineOf(join(folder, 'lab'), 'unshare', '--mount');
    assert.deepEqual(leftIn(), []);
  });

  it('is a half-made image or first boot, with its machine, where nobody is at it', async () => {
    const image = join(folder, 'images', '.building-abc123');
    mkdirSync(join(folder, 'images', '0123456789ab'), { recursive: true });
    mkdirSync(image);
    const boot = join(folder, 'warm', '.booting-abc123');
    const machine = await machineOf(boot);
    await locked('warm-of-a-test', '', quiet, () =>
      Promise.resolve(assert.deepEqual(leftIn({ cache: folder, held }), [])),
    );
    const found = leftIn({ cache: folder, held });
    assert.deepEqual(found.map((one) => one.folder ?? one.process?.pid).sort(), [machine.pid, image, boot].sort());
    for (const leftover of found) await endLeftover(leftover);
    assert.ok(!existsSync(image) && !existsSync(boot) && existsSync(join(folder, 'images', '0123456789ab')));
  });

  it('is a socket folder that no process uses, unless it is too young to tell', async () => {
    const name = (hash: string): string => join(folder, `netdive-${userInfo().uid}-${hash}`);
    const [old, young, used, strange] = [name('0123456789'), name('1123456789'), name('2123456789'), join(folder, 'x')];
    for (const one of [old, young, used, strange]) mkdirSync(one!);
    const server = await startDetached(
      process.execPath,
      ['-e', `require('net').createServer().listen(${JSON.stringify(join(used!, 'node1.qmp'))})`],
      join(folder, 'log'),
    );
    started.push(server);
    while (!existsSync(join(used!, 'node1.qmp'))) await delay(5);
    const hourAgo = new Date(Date.now() - 3_600_000);
    for (const one of [old, used, strange]) utimesSync(one!, hourAgo, hourAgo);
    const found = leftIn({ runtime: [folder], cache: folder, held });
    assert.deepEqual(
      found.map((leftover) => leftover.folder),
      [old],
    );
    await endLeftover(found[0]!);
    assert.ok(!existsSync(old!) && existsSync(young!) && existsSync(used!));
  });

  it('is a JupyterLab whose netdive was killed, with its kernels, and none whose netdive lives', async function () {
    if (!existsSync(join(venv, 'bin', 'python'))) return this.skip(); // `npm run setup` makes it
    const jupyter = new URL('../../lib/src/course/jupyter.ts', import.meta.url).href;
    const code = `import('${jupyter}').then(({ startJupyterLab }) => startJupyterLab(${JSON.stringify({ root: folder, venv })})).then(({ pid }) => console.log(pid))`;
    const netdive = execa(process.execPath, ['--import', 'tsx', '-e', code], { reject: false, cwd: checkout });
    const [said] = (await once(netdive.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    const found = (): number[] => findLeftJupyters(venv).map(({ process }) => process.pid);
    assert.ok(pid > 0 && !found().includes(pid));
    netdive.kill('SIGKILL');
    await netdive;
    assert.ok(found().includes(pid));
    const [left] = findLeftJupyters(venv).filter(({ process }) => process.pid === pid);
    assert.match(left!.what, /^JupyterLab of /);
    await endLeftover(left!);
    assert.ok(!found().includes(pid) && !existsSync(`/proc/${pid}/cwd`));
  });
});

describe('netdive down --leftovers', function () {
  this.timeout(120_000);

  it('touches no lab that runs, and ends the machines of one whose state is lost', async function () {
    if (process.getuid?.() !== 0) return this.skip(); // needs root
    // In a process namespace of its own, so that no other lab of this user's is touched.
    const home = mkdtempSync(join(tmpdir(), 'netdive-down-'));
    const script = `
      netdive() { "${process.execPath}" lib/bootstrap.mjs "$@"; }
      netdive down --leftovers >&2 # what others left in the folders that all labs share
      netdive up >&2
      netdive down --leftovers
      netdive status
      kill -9 $(pgrep -f '^qemu-system.*netdive-node2')
      netdive doctor | grep -A 1 ' Labs '
      rm "$NETDIVE_HOME/left/lab.json"
      netdive doctor | grep -A 1 'Machines of no lab'
      netdive down --leftovers
      ps -eo stat=,comm= | grep -v '^Z' | grep -c qemu-system # one that has ended may not have been waited for
      true`;
    const { stdout, stderr, exitCode } = await execa(
      'unshare',
      ['--mount', '--pid', '--fork', '--mount-proc', '--kill-child', 'bash', '-c', script],
      {
        ...{ reject: false, cwd: checkout, stdin: 'ignore' },
        env: { NETDIVE_HOME: home, NETDIVE_LAB: 'left', TMPDIR: home, XDG_RUNTIME_DIR: '' },
      },
    );
    rmSync(home, { recursive: true, force: true });
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /^Nothing is left over\.\nlab left: up /, stderr);
    const machine = (node: string): string => `${node} of \\S+/left \\(process \\d+\\)`;
    assert.match(stdout, /left is broken: node2 has ended\.\n +-> npx netdive reset --lab left\n/);
    assert.match(stdout, new RegExp(`Left over: ${machine('node1')}\\.\\n +-> npx netdive down --leftovers\\n`));
    assert.match(stdout, new RegExp(`\\nended ${machine('node1')}\\n(.*\\n)*0$`));
  });

  it('has nothing to do after a lab has ended as it should', async () => {
    assert.equal((await netdive('down')).exitCode, 0);
    const mine = findLeftovers().filter(({ what }) => what.includes(join(checkout, '.netdive', LAB)));
    assert.deepEqual(mine, []);
  });
});
