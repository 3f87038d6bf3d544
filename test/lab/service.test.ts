import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { wallClock } from '../../lib/src/clock.js';
import { Lab } from '../../lib/src/lab/lab.js';
import type { Namespace, Node } from '../../lib/src/lab/node.js';
import { Service, type ServiceHost } from '../../lib/src/lab/service.js';
import { until } from '../../lib/src/lab/until.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { CommandError } from '../../lib/src/transport/command-error.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import { eachInTurn } from './in-turn.js';
import { LAB } from './netdive.js';

describe('a program that runs on', function () {
  this.timeout(120_000);
  const lab = new Lab(LAB);
  const provider = new QemuProvider(LAB);
  let node1: Node;
  let red: Namespace;

  before(async () => {
    ({ node1 } = await lab.open());
    red = await node1.netns('red');
    await red.$`ip link set lo up`;
  });
  after(async () => {
    lab.close();
    await provider.down();
  });

  /** Nothing of a program is left. */
  const gone = async (pattern: string): Promise<void> =>
    assert.equal((await node1.try`pgrep -f ${pattern} -a | grep -v pgrep`).stdout, '');

  it('is ready when it has printed what was waited for, and is ended by stop', async () => {
    const web = await red.start('python3 -m http.server 80', { ready: /Serving/ });
    assert.match(await web.log(), /^Serving HTTP on /);
    assert.match((await red.$`curl -s localhost`).stdout, /Directory listing/);
    assert.deepEqual([await web.running(), await web.exitCode()], [true, undefined]);
    await web.stop();
    assert.deepEqual([await web.running(), await web.exitCode()], [false, 143]);
    assert.match(await web.log(), /GET \/ HTTP/);
    await gone('http.server');
    await web.stop();
  });

  it('that listens on a port is ready when it does itself, not when another does', async () => {
    const echo = await red.start(`echo one\nsocat -t 20 TCP-LISTEN:81,fork EXEC:'cat'`, { ready: { port: 81 } });
    assert.equal(await echo.log(), 'one');
    assert.equal((await red.$`echo hi | nc -N localhost 81`).stdout, 'hi');
    await assert.rejects(red.start('sleep 60', { ready: { port: 81 }, timeout: 500 }), /does not listen on port 81/);
    await assert.rejects(
      red.start('sleep 0.5; socat TCP-LISTEN:81 -', { ready: { port: 81 } }),
      /Address already in use\n[^]*`ss -tlnp`/,
    );
    await echo.stop();
    await gone('socat');
  });

  it('ends with its children, also those that ignore it or went away', async () => {
    const stubborn = await node1.start(
      `trap '' TERM; setsid bash -c "trap '' TERM; while :; do sleep 4711; done" & (sleep 4711 &); echo begun; sleep 4711`,
      { ready: /begun/ },
    );
    await stubborn.stop();
    await gone('sleep 4711');
    assert.equal(await stubborn.exitCode(), 137);
  });

  it('that ends before it is ready is an error that shows what it printed', async () => {
    await assert.rejects(node1.start('echo begun; exit 3', { ready: /never/ }), (error: unknown) => {
      assert.ok(error instanceof CommandError);
      assert.match(error.message, /^node1: `echo begun; exit 3` failed with exit code 3\.\nbegun\nIt ended before/);
      return true;
    });
    await assert.rejects(node1.start('echo begun', { ready: /never/ }), /It ended before it was ready/);
    await assert.rejects(node1.start('kill -9 $$; sleep 9', { ready: /never/ }), /exit code 137 \(SIGKILL\)/);
    await assert.rejects(node1.start('nosuch -x'), /command not found\nThere is no command `nosuch`/);
  });

  it('that is not ready in time is ended, and the error says how to give it longer', async () => {
    await assert.rejects(
      node1.start('echo begun; sleep 4712', { ready: /never/, timeout: 4_000 }),
      /was ended after [\d.]+ s, its time limit\.\nbegun\nIt was not ready: nothing [^]*\/never\/[^]*timeout: 60_000/,
    );
    await gone('sleep 4712');
  });

  it('is ended when its cell is interrupted before it is ready', async () => {
    const connection = new Connection((await readTargets(provider.sshConfig)).get('node1')!);
    const run: ServiceHost['run'] = (line, options) => connection.run(line, options);
    const at = { host: 'node1', namespace: '', clock: wallClock, id: connection.newId(), run };
    const controller = new AbortController();
    const starting = assert.rejects(
      Service.start(at, 'echo begun; sleep 4713', { ready: /never/ }, controller.signal),
      { name: 'AbortError' },
    );
    await until(
      () => node1.try`pgrep -fx 'sleep (4713)'`,
      ({ stdout }) => stdout !== '',
      { timeout: 20_000 },
    );
    controller.abort();
    await starting;
    await gone('sleep 4713');
    connection.disconnect();
  });

  it('holds no shell: a dozen of them run, and commands run beside them', async function () {
    this.timeout(300_000);
    const options = { ready: /begun/, timeout: 120_000 };
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, index) => node1.start(`echo begun ${index}; exec sleep 4714`, options)),
    );
    const said = await Promise.all(Array.from({ length: 12 }, (_, index) => node1.$`echo ${index}`));
    assert.deepEqual(
      said.map(({ stdout }) => stdout),
      all.map((_, index) => String(index)),
    );
    assert.equal((await node1.$`pgrep -cfx 'sleep (4714)'`).stdout, '12');
    await Promise.all(all.map((one) => one.stop()));
    await gone('sleep 4714');
  });

  it('keeps the end of a long log, and no more', async () => {
    const chatty = await node1.start(`seq 150000; echo done; sleep 4715`, { ready: /^done$/m, timeout: 60_000 });
    const log = await chatty.log();
    assert.ok(log.length > 500_000 && log.length <= 2 ** 20, `${log.length}`);
    assert.ok(log.endsWith('\n149999\n150000\ndone'));
    await chatty.stop();
  });

  it('goes on when the connection breaks and through a checkpoint, and is gone after a reset', async () => {
    const web = await node1.start('python3 -m http.server 82', { ready: { port: 82 } });
    await node1.try`pkill -KILL sshd-session`.catch(() => undefined);
    assert.match((await node1.$`curl -s localhost:82`).stdout, /Directory listing/);
    const checkpoint = await lab.checkpoint();
    await web.stop();
    assert.equal(await web.running(), false);
    await lab.restore(checkpoint);
    assert.equal(await web.running(), true);
    assert.match((await node1.$`curl -s localhost:82`).stdout, /Directory listing/);
    await lab.reset();
    assert.deepEqual([await web.running(), await web.exitCode()], [false, undefined]);
    await web.stop();
    await assert.rejects(web.log(), /are gone: node1 was put back/);
  });

  eachInTurn(this, [
    'lib/src/lab/service.ts',
    'lib/src/lab/supervisor.ts',
    'lib/src/transport',
    'test/lab/service.test.ts',
  ]);
});

describe('a file that is written', function () {
  this.timeout(120_000);
  const lab = new Lab(LAB);
  let node1: Node;

  before(async () => {
    ({ node1 } = await lab.open());
  });
  after(async () => {
    lab.close();
    await new QemuProvider(LAB).down();
  });

  it('is exactly the text, whatever its name and its characters', async () => {
    const [path, text] = [`/root/a b/it's $(x)/-n`, 'é€😀\0\u0001\r\n$x `y` \\n\n\n'];
    const written = await node1.write(path, text);
    assert.deepEqual({ ...written }, { host: 'node1', path, text });
    assert.equal((await node1.$`base64 -w0 ${path}`).stdout, Buffer.from(text).toString('base64'));
    assert.equal((await node1.$`stat -c %a ${path}; ls -A ${"/root/a b/it's $(x)"}`).stdout, '644\n-n');
    await node1.write('empty', '');
    assert.equal((await node1.$`stat -c %s /root/empty`).stdout, '0');
  });

  it('may be large', async () => {
    const text = 'é0123456789\n'.repeat((10 * 2 ** 20) / 13);
    await node1.write('/root/large', text);
    const sum = createHash('sha256').update(text).digest('hex');
    assert.equal((await node1.$`sha256sum < /root/large`).stdout, `${sum}  -`);
  });

  it('keeps its permissions, or has those that were asked for, and can be added to', async () => {
    const red = await node1.netns('red');
    await red.write('/root/run', '#!/bin/sh\n', { mode: 0o755 });
    await red.write('/root/run', 'echo ran\n', { append: true });
    assert.equal((await red.$`/root/run; stat -c %a /root/run`).stdout, 'ran\n755');
    await node1.$`ln -s run /root/link`;
    assert.equal((await node1.write('/root/link', 'x')).path, '/root/run');
    assert.equal((await node1.$`cat /root/run; stat -c ' %a %F' /root/link`).stdout, 'x 777 symbolic link');
  });

  it('is whole or not there, and the error says why', async () => {
    await assert.rejects(node1.write('/root', 'x'), /\/root was not written: it is a folder\.\nGive the path/);
    await assert.rejects(node1.write('/proc/sys/net/ipv4/ip_forward', '1'), /no ordinary file; there `echo/);
    await node1.$`
      mkdir /small
      mount -t tmpfs -o size=64k none /small
      echo before > /small/file`;
    await assert.rejects(node1.write('/small/file', 'x'.repeat(200_000)), /No space left on device\.\n`df -h`/);
    assert.equal((await node1.$`cat /small/file; ls -A /small`).stdout, 'before\nfile');
    await assert.rejects(node1.write('/small/file/x', 'x'), /A part of the path is a file/);
  });
});
