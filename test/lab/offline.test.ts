import assert from 'node:assert/strict';
import { execa } from 'execa';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../../lib/src/paths.js';
import { inTurn } from './in-turn.js';
import { netdive } from './netdive.js';

/** Starts the course where there is no network but loopback, opens its page when it is ready, and ends it by Ctrl-C. */
const START = `
ip link set lo up
out=$(mktemp); npm start -- --offline "$1" --no-browser >"$out" 2>&1 & npm=$!
until url=$(sed -n 's/^JupyterLab is ready: //p' "$out"); [ -n "$url" ] || ! kill -0 $npm 2>/dev/null; do sleep 0.1; done
if [ -n "$url" ]; then
  curl -s -o /dev/null -w 'page: %{http_code}\\n' "$url"
  node lib/bootstrap.mjs ssh node2 hostname
  kill -INT $(pgrep -P $npm,$(pgrep -P $npm | paste -sd,) -f '^[^ ]*node lib/bootstrap')
fi
wait $npm; echo "exit code: $?"; cat "$out"; rm "$out"`;

describe('a computer without a network', function () {
  this.timeout(400_000);
  inTurn(this, 'offline', ['lib/bootstrap.mjs', 'lib/src/setup', 'lib/src/cli/bundle.ts', 'test/lab/offline.test.ts']);
  const home = join(tmpdir(), `netdive offline ${randomUUID()}`);
  const clone = join(home, 'a clone');
  const bundle = join(home, 'a bundle.tar');

  /** Runs a script there: a fresh clone, an empty cache, an empty home, no network, nothing else in the environment. */
  const offline = (script: string, ...args: string[]) =>
    execa('unshare', ['-rn', 'bash', '-c', script, 'bash', ...args], {
      cwd: clone,
      reject: false,
      all: true,
      stdin: 'ignore',
      extendEnv: false,
      env: { PATH: process.env.PATH, HOME: join(home, 'home'), XDG_CACHE_HOME: join(home, 'cache'), LANG: 'C.UTF-8' },
    });

  before(async () => {
    for (const name of ['a clone', 'home']) mkdirSync(join(home, name), { recursive: true });
    const files = await execa('git', ['ls-files', '-co', '--exclude-standard'], { cwd: checkout });
    const there = files.stdout.split('\n').filter((file) => existsSync(join(checkout, file)));
    const pack = execa('tar', ['-c', '--files-from=-'], { cwd: checkout, input: there.join('\n'), encoding: 'buffer' });
    await pack.pipe('tar', ['-x'], { cwd: clone });
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  it('gets all it needs in one file', async () => {
    const { exitCode, stdout, stderr } = await netdive('bundle', bundle);
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /a bundle\.tar: \d+ MB\. On the other computer, in a clone: npm start -- --offline/);
    assert.deepEqual(
      readdirSync(home).filter((name) => name.endsWith('.part')),
      [],
    );
  });

  it('is told what to do where it has no bundle, or a damaged one', async () => {
    // npm itself takes minutes to find out; the first process of a PID namespace ends all others with it.
    const told = 'npm start >"$1" 2>&1 & until grep -h BUNDLE "$1"; do sleep 0.1; done';
    const without = await offline(`unshare -rpf bash -c '${told}' bash "$1"`, join(home, 'out'));
    assert.match(without.all, /without a network: npm start -- --offline BUNDLE/);
    const damaged = join(home, 'damaged.tar');
    await execa('cp', ['--reflink=auto', bundle, damaged]);
    truncateSync(damaged, 100_000_000);
    const cut = await offline('npm start -- --offline "$1"', damaged);
    assert.notEqual(cut.exitCode, 0);
    assert.match(cut.all, /could not be unpacked: .*Unexpected EOF[^]*Copy the bundle again/);
    assert.deepEqual(readdirSync(join(home, 'cache/netdive/offline')), []);
    rmSync(damaged);
  });

  it('runs the course from it: machines, notebook page, and all ended by Ctrl-C', async () => {
    const { all } = await offline(START, bundle);
    assert.match(all, /^page: 200\nnode2\nexit code: 0$/m);
    assert.match(all, /JupyterLab and the machines have ended/);
    // The machines travelled, too, where this computer emulates them.
    if (!existsSync('/dev/kvm') || /emulated/.test((await netdive('status')).stdout)) {
      assert.doesNotMatch(all, /booting both machines/);
    }
  });

  it('starts from what it has the second time', async () => {
    const { all, exitCode } = await offline('ip link set lo up; npm run --silent setup -- --offline "$1"', bundle);
    assert.equal(exitCode, 0, all);
    assert.doesNotMatch(all, /unpacking|installing|making/);
  });
});
