import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import { Connection } from '../../lib/src/transport/connection.js';
import type { Result } from '../../lib/src/transport/result.js';
import type { Target } from '../../lib/src/transport/target.js';
import { useMachine } from './machine.js';
import { startSshd } from './sshd.js';

describe('the connection to a machine', () => {
  const machine = useMachine();

  it('runs a thousand commands at once, each with its own answer', async () => {
    const results = await Promise.all(Array.from({ length: 1000 }, (_, index) => machine.node1.run(`echo ${index}`)));
    assert.ok(results.every(({ stdout }, index) => stdout === String(index)));
  });

  it('runs eight commands beside each other', async () => {
    const file = '/tmp/nd-test-eight';
    const meet = `echo >>${file}; until (( $(wc -l <${file}) >= 8 )); do sleep 0.01; done`;
    const results = await Promise.all(Array.from({ length: 8 }, () => machine.node1.run(meet, { timeoutMs: 5000 })));
    await machine.node1.run(`rm ${file}`);
    assert.ok(results.every(({ timedOut }) => !timedOut));
  });

  it('finds room for commands although earlier ones left more running than the machine allows channels', async () => {
    const stop = '/tmp/nd-test-room';
    for (let count = 0; count < 12; count++) {
      await machine.node1.run(`(until [[ -e ${stop} ]]; do sleep 0.05; done) &`);
    }
    const results = await Promise.all(Array.from({ length: 20 }, (_, index) => machine.node1.run(`echo ${index}`)));
    assert.ok(results.every(({ stdout }, index) => stdout === String(index)));
    assert.equal((await machine.node1.run('sleep 9', { timeoutMs: 100 })).timedOut, true);
    await machine.node1.run(`touch ${stop}; while pgrep -f ${stop} -A; do sleep 0.05; done; rm ${stop}`);
  });

  it('is made anew after it was dropped', async () => {
    await machine.node1.run('true');
    machine.node1.disconnect();
    machine.node1.disconnect();
    assert.equal((await machine.node1.run('echo on')).stdout, 'on');
  });

  it('that breaks under a command leaves open whether it ran, and says so', async () => {
    const running = machine.node1.run('echo x; sleep 15', { onOutput: () => machine.node1.disconnect() });
    await assert.rejects(running, {
      name: 'LabError',
      message: /^The connection to node1 broke while `echo x; sleep 15` .* not known whether it ran\.\n/,
    });
    assert.equal((await machine.node1.run('echo on')).stdout, 'on');
  });

  /** The process of sshd that serves the connection. */
  async function session(): Promise<number> {
    return Number((await machine.node1.run('read -r _ _ _ parent _ </proc/$$/stat; echo $parent')).stdout);
  }

  /** Eight commands that run for long, and one that waits for its turn. */
  async function fill(): Promise<{ busy: Promise<unknown>[]; waiting: Promise<Result> }> {
    let started = 0;
    const busy: Promise<unknown>[] = [];
    await new Promise<void>((resolve) => {
      const onOutput = (): void => void (++started === 8 && resolve());
      for (let count = 0; count < 8; count++)
        busy.push(machine.node1.run('echo; sleep 15', { onOutput }).catch(String));
    });
    return { busy, waiting: machine.node1.run('echo waited') };
  }

  it('that breaks leaves the waiting commands to the next one', async () => {
    const pid = await session();
    const { busy, waiting } = await fill();
    process.kill(pid, 'SIGKILL');
    for (const error of await Promise.all(busy)) assert.match(String(error), /not known whether it ran/);
    assert.equal((await waiting).stdout, 'waited');
  });

  it('that is dropped drops the waiting commands', async () => {
    const { busy, waiting } = await fill();
    machine.node1.disconnect();
    await assert.rejects(waiting, { name: 'LabError', message: /^`echo waited` was not run/ });
    for (const error of await Promise.all(busy)) assert.match(String(error), /not known whether it ran/);
  });

  it('is made again by itself after the machine restarted', async () => {
    await machine.node1.run('true');
    await machine.sshd.stop();
    machine.sshd = await startSshd(machine.sshd);
    assert.equal((await machine.node1.run('echo on')).stdout, 'on');
  });

  it('fails within five seconds under a command when the machine falls silent', async () => {
    const pid = await session();
    const running = machine.node1.run('echo x; sleep 15', { onOutput: () => process.kill(pid, 'SIGSTOP') });
    const started = performance.now();
    try {
      await assert.rejects(running, { name: 'LabError', message: /not known whether it ran/ });
      assert.ok(performance.now() - started < 5200, `${performance.now() - started} ms`);
    } finally {
      process.kill(pid, 'SIGKILL');
    }
    assert.equal((await machine.node1.run('echo on')).stdout, 'on');
  });

  it('stays while the machine is known to stand still', async () => {
    const pid = await session();
    const running = machine.node1.run('echo x; sleep 1; echo on', {
      onOutput: (_, text) => text === 'x\n' && begun(),
    });
    let begun = (): void => undefined;
    await new Promise<void>((resolve) => (begun = resolve));
    await machine.node1.whileItStands(async () => {
      process.kill(pid, 'SIGSTOP');
      await delay(5000); // longer than a silent machine is believed
      process.kill(pid, 'SIGCONT');
    });
    assert.equal((await running).stdout, 'x\non');
  });

  it('ends commands also after all its shells were killed', async () => {
    assert.equal((await machine.node1.run('sleep 9', { timeoutMs: 100 })).timedOut, true);
    const pid = await session();
    const shells = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
    for (const shell of shells) process.kill(shell, 'SIGKILL');
    await machine.node1.run('true').catch((error: Error) => assert.match(error.message, /not known whether it ran/));
    const started = performance.now();
    assert.equal((await machine.node1.run('sleep 9', { timeoutMs: 100 })).timedOut, true);
    assert.ok(performance.now() - started < 4000);
  });

  it('stays when the machine is alive and a command is silent for long', async () => {
    assert.equal((await machine.node1.run('sleep 6; echo on')).stdout, 'on');
  });

  it('lets the process exit while it is idle, and not while a command runs', async () => {
    const program = `
      import { Connection } from ${JSON.stringify(new URL('../../lib/src/transport/connection.ts', import.meta.url).href)};
      const node1 = new Connection(JSON.parse(process.env.TARGET));
      node1.run('sleep 0.5; echo done').then(({ stdout }) => console.log(stdout));`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      env: { ...process.env, TARGET: JSON.stringify(machine.sshd.target) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    assert.deepEqual([said, code], ['done\n', 0]);
  });
});

describe('connecting to a machine', () => {
  const machine = useMachine();
  let silent: Server | undefined;

  afterEach(() => {
    silent?.close();
    silent = undefined;
  });

  const connect = (change: Partial<Target>, connectTimeoutMs = 500): Connection =>
    new Connection({ ...machine.sshd.target, ...change }, { connectTimeoutMs });

  it('is tried again while nobody listens, until the machine is there', async () => {
    await machine.sshd.stop();
    const running = connect({}, 10_000).run('echo on');
    machine.sshd = await startSshd(machine.sshd);
    assert.equal((await running).stdout, 'on');
  });

  it('to one that is not there ends at the deadline, and tells where it tried', async () => {
    const port = await getPort({ host: '127.0.0.1' });
    await assert.rejects(connect({ port }).run('true'), {
      name: 'LabError',
      message: /^node1 \(127\.0\.0\.1:\d+\) was not reached within 0\.5 s: .*ECONNREFUSED[^]*netdive up/,
    });
  });

  for (const [what, listener] of [
    ['hangs up', (socket: { end(): void }): void => void socket.end()],
    ['says nothing', (): void => undefined],
  ] as const) {
    it(`to one that ${what} is told in plain words`, async () => {
      silent = createServer(listener).listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const { port } = silent.address() as { port: number };
      await assert.rejects(connect({ port }).run('true'), { name: 'LabError', message: /it did not answer\./ });
    });
  }

  it('to another machine than the expected one is refused', async () => {
    const hostKey = machine.sshd.target.hostKey.replace(/.{8}\s*$/, 'AAAAAAAA');
    await assert.rejects(connect({ hostKey }).run('true'), {
      name: 'LabError',
      message: /is not that machine[^]*netdive down/,
    });
  });

  it('accepts any of several expected keys', async () => {
    const hostKey = `ssh-ed25519 ${'A'.repeat(68)}\n\n${machine.sshd.target.hostKey}`;
    assert.equal((await connect({ hostKey }).run('echo on')).stdout, 'on');
  });

  it('with a key the machine does not know says so at once', async () => {
    const privateKey = readFileSync(`${machine.sshd.directory}/host`, 'utf8');
    const started = performance.now();
    await assert.rejects(connect({ privateKey }, 15_000).run('true'), {
      name: 'LabError',
      message: /does not let root in/,
    });
    assert.ok(performance.now() - started < 5000);
  });

  it('that is dropped meanwhile runs nothing', async () => {
    const port = await getPort({ host: '127.0.0.1' });
    const node1 = connect({ port }, 10_000);
    const running = node1.run('true');
    setImmediate(() => node1.disconnect());
    await assert.rejects(running, { name: 'LabError', message: /was not run/ });
  });
});
