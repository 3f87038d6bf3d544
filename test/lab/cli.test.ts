import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { LAB, netdive } from './netdive.js';

describe('netdive on the command line', function () {
  this.timeout(120_000);
  after(() => netdive('down'));

  it('ends the lab', async () => {
    const { exitCode, stderr } = await netdive('down');
    assert.equal(exitCode, 0, stderr);
    assert.ok((await netdive('status')).stdout.startsWith(`lab ${LAB}: down`));
  });

  it('says how to start a lab that is down', async () => {
    const { exitCode, stderr } = await netdive('ssh', 'node1', 'true');
    assert.equal(exitCode, 1);
    assert.match(stderr, /node1 of the lab \w+ is not running\.\nStart the lab: npx netdive up/);
  });

  it('leaves no machine when it is interrupted while it starts them', async () => {
    const starting = netdive('up');
    const provider = new QemuProvider(LAB);
    // The machines are seen as soon as they are written down; that is the middle of `up`.
    while ((await provider.status()).nodes.every((node) => !node.running)) await new Promise(setImmediate);
    starting.kill('SIGINT');
    const { exitCode } = await starting;
    const status = await provider.status();
    // Either it was interrupted in time and nothing runs, or it had just finished and both do.
    assert.equal(status.state, exitCode === 130 ? 'down' : 'up');
    assert.ok(exitCode === 130 || exitCode === 0, String(exitCode));
  });

  it('starts the lab, says so as JSON, and runs a command in it with its exit code', async () => {
    assert.equal((await netdive('up')).exitCode, 0);
    const status = JSON.parse((await netdive('status', '--json')).stdout) as {
      state: string;
      nodes: { running: boolean }[];
    };
    assert.equal(status.state, 'up');
    assert.deepEqual(
      status.nodes.map((node) => node.running),
      [true, true],
    );
    const { stdout, exitCode } = await netdive('ssh', 'node2', 'hostname; exit 7');
    assert.deepEqual([stdout, exitCode], ['node2', 7]);
  });

  it('puts the lab back to clean', async () => {
    await netdive('ssh', 'node1', 'touch /root/mess');
    assert.equal((await netdive('reset')).exitCode, 0);
    assert.equal((await netdive('ssh', 'node1', 'ls /root')).stdout, '');
  });

  it('opens a prepared lab, says what is there, how to get in and how to come back', async () => {
    const { exitCode, stdout, stderr } = await netdive('open', 'veth:wired');
    assert.equal(exitCode, 0, stderr);
    assert.match(
      stdout,
      /^There already: .*red.*\nGet in: npx netdive ssh node1.*\nBack to this: npx netdive open veth:wired/,
    );
    assert.match((await netdive('ssh', 'node1', 'ip netns list')).stdout, /^red\b/m);
    assert.match((await netdive('status')).stdout, /opened by a terminal, by netdive open veth:wired/);
  });

  it('names the machines there are when one is asked for that there is not', async () => {
    const { exitCode, stderr } = await netdive('ssh', 'node3');
    assert.equal(exitCode, 1);
    assert.match(stderr, /no machine called node3\.\nThe lab has node1 and node2\./);
  });

  it('names the chapters there are when one is asked for that there is not', async () => {
    const { exitCode, stderr } = await netdive('run', 'vteh');
    assert.equal(exitCode, 1);
    assert.match(stderr, /no chapter called "vteh"\.\nThere (is|are): .*veth/);
  });

  it('names the nearest chapter or talk when one is to be shown, or given, that there is not', async () => {
    for (const [verb, wanted, meant] of [
      ['slides', 'vteh', 'veth'],
      ['slides', 'pod-sandbocks', 'pod-sandbox'],
      ['start', 'vteh', 'veth'],
    ] as const) {
      const { exitCode, stderr } = await netdive(verb, wanted);
      assert.equal(exitCode, 1);
      assert.match(stderr, new RegExp(`no chapter and no talk called "${wanted}"\\.\\nDid you mean "${meant}"\\?`));
    }
  });

  it('refuses a lab’s name that is no name', async () => {
    const { exitCode, stderr } = await netdive('up', '--lab', '../elsewhere');
    assert.equal(exitCode, 1);
    assert.match(stderr, /A lab cannot be called "\.\.\/elsewhere"/);
    assert.ok(!existsSync('elsewhere'));
  });

  it('exits with 2 when it is used wrongly, and says how it is used', async () => {
    const wrong = [['fly'], ['ssh'], ['up', '--wings'], ['status', 'of', 'what']];
    for (const { exitCode, stderr, command } of await Promise.all(wrong.map((args) => netdive(...args)))) {
      assert.equal(exitCode, 2, command);
      assert.match(stderr, /error: /);
    }
    const apart = [['slides'], ['slides', 'veth', '--site'], ['slides', 'veth', '--notes']];
    for (const { exitCode, stderr, command } of await Promise.all(apart.map((args) => netdive(...args)))) {
      assert.equal(exitCode, 2, command);
      assert.match(stderr, /^netdive: (Which chapter|--site makes|--notes belongs)/m);
    }
  });
});
