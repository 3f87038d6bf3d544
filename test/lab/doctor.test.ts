import assert from 'node:assert/strict';
import { execa } from 'execa';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './netdive.js';

interface Row {
  readonly what: string;
  readonly for: string;
  readonly ok: boolean;
  readonly state: string;
  readonly found: string;
  readonly mend?: string;
}

/** `netdive doctor` in another environment, and where a script is given, in namespaces after it. */
async function doctor({ env = {}, args = [] as string[], script = '' } = {}) {
  const call = [process.execPath, bootstrap, 'doctor', ...args];
  const namespaces = ['unshare', '--mount', '--net', 'sh', '-ec', `${script}\nexec "$@"`, 'sh'];
  const [program, ...rest] = script === '' ? call : [...namespaces, ...call];
  const { exitCode, stdout, stderr } = await execa(program!, rest, { env, reject: false, stdin: 'ignore', cwd: '/' });
  const rows = args.includes('--json') ? (JSON.parse(stdout || '[]') as Row[]) : [];
  const row = (what: string): Row => {
    const found = rows.find((one) => one.what === what);
    assert.ok(found, `${what}: ${stderr}`);
    return found;
  };
  return { exitCode, stdout, stderr, row, rows };
}

describe('netdive doctor', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'netdive-doctor-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('finds that a lab can run on the computer that runs these tests, in sentences, and exits with 0', async () => {
    const { exitCode, rows } = await doctor({ args: ['--json'] });
    assert.equal(exitCode, 0);
    assert.ok(rows.length > 20);
    for (const { what, found, state } of rows) assert.match(found, /^\S.*\.$/s, `${what}: ${state}`);
  });

  it('prints the rows in groups, and the verdict last', async () => {
    const { stdout } = await doctor();
    assert.match(
      stdout,
      /^What a lab needs\n[^]*\nWhat machines by Vagrant need, on libvirt\n[^]*\nWhat the project’s own tests need\n[^]*\nWhat is running\n/,
    );
    assert.match(stdout, /✔ QEMU +Version \d[^\n]* 7\.2 or newer is needed\.\n/);
    assert.match(stdout, /\nA lab can run on this computer\.$/);
  });

  it('names each program that is missing, the package that brings it, and exits with 1', async () => {
    const env = { PATH: folder, XDG_CACHE_HOME: join(folder, 'no-image') };
    const { exitCode, rows, row } = await doctor({ env, args: ['--json'] });
    assert.equal(exitCode, 1);
    const missing = rows.filter(({ ok }) => !ok).map(({ what }) => what);
    const programs = ['npm', 'QEMU', 'QEMU’s disk tool', 'Image builder', 'mke2fs', 'ssh', 'Python with venv', 'git'];
    assert.deepEqual(
      programs.filter((what) => !missing.includes(what)),
      [],
    );
    assert.match(row('QEMU').mend!, /^sudo apt-get update && sudo apt-get install .* qemu-system-x86$/);
    for (const { what, ok, mend } of rows) assert.ok(ok || mend, what);
  });

  it('says in its text what is missing and how it comes', async () => {
    const { stdout } = await doctor({ env: { PATH: folder } });
    assert.match(stdout, /✘ QEMU +The program qemu-system-x86_64 is not on this computer[^\n]*\n +-> sudo apt-get/);
    assert.match(stdout, /\nA lab cannot run yet\. Missing: npm, QEMU, .*`npm run setup`/);
  });

  it('finds that a folder for sockets lies too deep', async () => {
    const TMPDIR = join(folder, 'x'.repeat(120));
    mkdirSync(TMPDIR);
    const { exitCode, row } = await doctor({ env: { TMPDIR, XDG_RUNTIME_DIR: '' }, args: ['--json'] });
    assert.equal(exitCode, 1);
    assert.match(row('Folder of sockets').found, /is too long/);
    assert.equal(row('Folder of sockets').mend, 'export TMPDIR=/tmp');
  });

  it('finds that the folder of a log-in session is not there, and names its variable', async () => {
    const { row } = await doctor({ env: { XDG_RUNTIME_DIR: join(folder, 'run') }, args: ['--json'] });
    assert.match(row('Folder of sockets').found, /does not exist/);
    assert.equal(row('Folder of sockets').mend, 'export XDG_RUNTIME_DIR=/tmp');
  });

  it('says whether the port that JupyterLab is to have is free', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = String((server.address() as AddressInfo).port);
    const taken = await doctor({ args: ['--json', '--port', port] });
    assert.equal(taken.exitCode, 1);
    assert.match(taken.row('JupyterLab’s port').found, /another program listens on it/);
    server.close();
    await once(server, 'close');
    assert.equal((await doctor({ args: ['--json', '--port', port] })).exitCode, 0);
  });

  describe('on a computer that lacks much', () => {
    let found: Awaited<ReturnType<typeof doctor>>;
    before(async function () {
      // Mounting in a namespace of our own; what is mounted there ends with the process.
      if (process.getuid?.() !== 0) return this.skip(); // needs root
      for (const name of ['small', 'read-only', 'no-keys']) mkdirSync(join(folder, name));
      found = await doctor({
        args: ['--json'],
        env: { XDG_CACHE_HOME: join(folder, 'small'), NETDIVE_HOME: join(folder, 'read-only', 'labs') },
        script: `
          mount -t tmpfs -o size=10m tmpfs '${folder}/small'
          mount --bind '${folder}/read-only' '${folder}/read-only'
          mount -o remount,bind,ro '${folder}/read-only'
          mount -t tmpfs -o ro tmpfs /usr/share/keyrings
          mkdir '${folder}/dev'; mount -t tmpfs tmpfs '${folder}/dev'
          for device in null zero random urandom; do cp -a /dev/$device '${folder}/dev'; done
          mount --move '${folder}/dev' /dev`,
      });
    });

    it('finds a disk that is too small', () => {
      assert.match(found.row('Disk for the image').found, /^0\.0 GB are free for .*, and 2 GB are needed\.$/);
      assert.match(found.row('Disk for the image').mend!, /export XDG_CACHE_HOME=/);
    });

    it('finds a folder that is read-only', () => {
      assert.match(
        found.row('Folder of labs').found,
        /read-only\/labs cannot be written: its file system is read-only/,
      );
      assert.match(found.row('Folder of labs').mend!, /export NETDIVE_HOME=/);
    });

    it('finds that programs cannot listen on 127.0.0.1', () => {
      assert.deepEqual([found.row('Loopback').ok, found.row('Loopback').mend], [false, 'sudo ip link set lo up']);
    });

    it('finds that the archive’s keys are not there', () => {
      assert.equal(found.row('Debian’s archive keys').ok, false);
      assert.match(found.row('Debian’s archive keys').mend!, /debian-archive-keyring$/);
    });

    it('notes that there is no KVM, which is no reason to fail', () => {
      assert.deepEqual([found.row('KVM').ok, found.row('KVM').state], [true, 'note']);
      assert.match(found.row('KVM').found, /emulated \(TCG\).*(there is no \/dev\/kvm|no virtualization)/);
    });

    it('exits with 1, and changes nothing', () => {
      assert.equal(found.exitCode, 1);
      assert.ok(!existsSync(join(folder, 'read-only', 'labs')));
    });
  });
});
