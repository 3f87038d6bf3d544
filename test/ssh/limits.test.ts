import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import type { Result } from '../../lib/src/transport/result.js';
import { useMachine } from './machine.js';

describe('a command that is ended', () => {
  const machine = useMachine();
  /** A duration that no other process on this computer sleeps. */
  let nap: number;

  beforeEach(() => {
    nap = randomInt(10_000, 10_000_000);
  });

  async function assertNothingSleeps(): Promise<void> {
    const { stdout } = await machine.node1.run(`pgrep -fx 'sleep (${nap})'`);
    assert.equal(stdout, '');
  }

  it('by its time limit tells what it said until then, within two seconds', async () => {
    const started = performance.now();
    const result = await machine.node1.run(`echo a; echo b >&2; sleep ${nap}`, { timeoutMs: 200 });
    assert.ok(performance.now() - started < 2200);
    assert.deepEqual([result.stdout, result.stderr, result.exitCode, result.timedOut], ['a', 'b', 124, true]);
    await assertNothingSleeps();
  });

  const stubborn: Record<string, (nap: number) => string> = {
    'ignores TERM': (nap) => `trap '' TERM; sleep ${nap}; sleep ${nap}`,
    'made a group of its own': (nap) => `timeout 9999 sleep ${nap}`,
    'made a session of its own': (nap) => `setsid --wait bash -c "trap '' TERM; sleep ${nap}; sleep ${nap}"`,
    'has a child in a session of its own': (nap) => `bash -c 'setsid sleep ${nap} &'; sleep ${nap}`,
    'has a child in a session of its own that ignores TERM': (nap) =>
      `bash -c "setsid bash -c 'trap : TERM; sleep ${nap}; sleep ${nap}' > /dev/null 2>&1 &"; sleep ${nap}`,
    'has children in the background': (nap) => `sleep ${nap} & (sleep ${nap} & sleep ${nap}) & wait`,
    'is several lines': (nap) => `true\ntrap '' TERM\nsleep ${nap}\nsleep ${nap}`,
    'stopped itself in a child': (nap) => `bash -c 'kill -STOP $$; sleep ${nap}'; sleep ${nap}`,
    'starts anew what is ended': (nap) => `trap '' TERM; while :; do sleep ${nap}; done`,
    'stopped the shell': (nap) => `kill -STOP $$; sleep ${nap}`,
    'ended the shell': (nap) => `kill -9 $$; sleep ${nap}`,
    'read what was meant for the shell': (nap) => `cat /proc/$$/fd/0 & sleep ${nap}`,
  };

  for (const [how, script] of Object.entries(stubborn)) {
    it(`ends with all its children when it ${how}`, async () => {
      const started = performance.now();
      const result = await machine.node1.run(script(nap), { timeoutMs: 150 });
      assert.ok(performance.now() - started < 2150, `${performance.now() - started} ms`);
      assert.equal(result.timedOut, true);
      await assertNothingSleeps();
      assert.equal((await machine.node1.run('echo on')).stdout, 'on');
    });
  }

  it('ends without what an earlier command left in the same shell', async () => {
    const { stdout: left } = await machine.node1.run(
      `bash -c 'setsid sleep ${nap + 1} > /dev/null 2>&1 & echo $!'; echo $$`,
    );
    const [sleeper, shell] = left.split('\n');
    // Beside that shell there may be another that was made ready meanwhile; they are used in turn.
    const end = (): Promise<Result> => machine.node1.run(`echo $$; sleep ${nap}`, { timeoutMs: 200 });
    assert.ok([await end(), await end(), await end()].some(({ stdout }) => stdout === shell));
    assert.equal((await machine.node1.run(`kill ${sleeper}`)).exitCode, 0);
  });

  it('by its signal rejects with an AbortError', async () => {
    const controller = new AbortController();
    const running = machine.node1.run(`trap '' TERM; echo ready; sleep ${nap}; sleep ${nap}`, {
      signal: controller.signal,
      onOutput: () => controller.abort(),
    });
    await assert.rejects(running, { name: 'AbortError', message: /was interrupted/ });
    await assertNothingSleeps();
  });

  it('before it began was never run', async () => {
    await assert.rejects(machine.node1.run('echo x', { signal: AbortSignal.abort() }), { name: 'AbortError' });
    const busy = Array.from({ length: 7 }, () => machine.node1.run(`sleep ${nap}`, { timeoutMs: 500 }));
    const controller = new AbortController();
    const waiting = machine.node1.run('touch /tmp/nd-test-ran', { signal: controller.signal });
    setImmediate(() => controller.abort());
    await assert.rejects(waiting, { name: 'AbortError' });
    await Promise.all(busy);
    await assertNothingSleeps();
    assert.equal((await machine.node1.run('test -e /tmp/nd-test-ran')).exitCode, 1);
  });

  it('while its shell is still starting is ended as soon as it has begun', async () => {
    machine.node1.disconnect();
    await machine.node1.run('true');
    const controller = new AbortController();
    const running = Array.from({ length: 7 }, () => machine.node1.run(`sleep ${nap}`, { signal: controller.signal }));
    const other = machine.node1.run('echo', { onOutput: () => controller.abort() });
    for (const { status } of await Promise.allSettled(running)) assert.equal(status, 'rejected');
    await other;
    // One that starts late is ended then, which may be after a look that found nothing: what counts is how it ends.
    for (const deadline = performance.now() + 5000; performance.now() < deadline;) {
      await machine.node1.run(`while pgrep -fx 'sleep (${nap})'; do sleep 0.02; done`, { timeoutMs: 5000 });
      if (
        await assertNothingSleeps().then(
          () => true,
          () => false,
        )
      )
        break;
    }
    await assertNothingSleeps();
  });

  it('is ended beside seven others within two seconds', async () => {
    const controller = new AbortController();
    let ready = 0;
    const running = Array.from({ length: 8 }, () =>
      machine.node1.run(`trap '' TERM; echo ready; sleep ${nap}; sleep ${nap}`, {
        signal: controller.signal,
        onOutput: () => {
          if (++ready === 8) controller.abort();
        },
      }),
    );
    let aborted = 0;
    controller.signal.addEventListener('abort', () => (aborted = performance.now()));
    const results = await Promise.allSettled(running);
    assert.ok(performance.now() - aborted < 2000, `${performance.now() - aborted} ms`);
    assert.ok(results.every(({ status }) => status === 'rejected'));
    await assertNothingSleeps();
  });

  it('has no limit when the limit is infinite', async () => {
    assert.equal((await machine.node1.run('echo x', { timeoutMs: Infinity })).stdout, 'x');
  });

  it('is ended by the shortest limit, whether it had begun or not', async () => {
    for (let count = 0; count < 5; count++) {
      const result = await machine.node1.run(`sleep ${nap}`, { timeoutMs: 0 });
      assert.deepEqual([result.timedOut, result.exitCode], [true, 124]);
    }
    await assertNothingSleeps();
  });
});
