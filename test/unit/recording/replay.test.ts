import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { wallClock } from '../../../lib/src/clock.js';
import { LabError } from '../../../lib/src/errors.js';
import { pinging } from '../../../lib/src/lab/pinging.js';
import { AbortError } from '../../../lib/src/transport/abort-error.js';
import type { Connection, RunOptions } from '../../../lib/src/transport/connection.js';
import type { Result } from '../../../lib/src/transport/result.js';
import { opening, record, replay, type Cell } from './taping.js';

const result = (command: string, more: Partial<Result> = {}): Result => ({
  ...{ host: 'node1', netns: '', command, stdout: command, stderr: '', exitCode: 0, durationMs: 1, timedOut: false },
  ...more,
});

/** A machine that says what it is asked, as late as the command says: `30 ms` takes 30 ms. */
function machine(more: Partial<Connection> = {}): Connection {
  return {
    target: { host: 'node1' },
    clock: wallClock,
    run: async (command: string, { netns = '', onOutput }: RunOptions = {}) => {
      await delay(Number(/(\d+) ms/.exec(command)?.[1] ?? 0));
      onOutput?.('stdout', `${command}\n`);
      return result(command, { netns });
    },
    ...more,
  } as unknown as Connection;
}

const asks =
  (...commands: readonly string[]) =>
  async ({ node1 }: { node1: Connection }): Promise<string[]> => {
    const said = [];
    for (const command of commands) said.push((await node1.run(command)).stdout);
    return said;
  };

describe('a replay', () => {
  it('gives what the machine gave, with the result’s failures, times and namespaces', async () => {
    const cells: Cell[] = [
      opening,
      ['fails', ({ node1 }) => node1.run('false', { netns: 'red' })],
      ['breaks', ({ node1 }) => node1.run('lost')],
    ];
    const live = machine({
      run: (command, { netns = '' } = {}) =>
        command === 'lost'
          ? Promise.reject(new LabError('The connection broke.', 'Run the cell again.'))
          : Promise.resolve(
              result(command, { netns, exitCode: 1, stderr: 'no\n', failedLine: 2, durationMs: 1.23456 }),
            ),
    });
    const { recording, gave } = await record(cells, live);
    const again = await replay(recording, cells);
    assert.deepEqual(again[1], { ...(gave[1] as Result) });
    assert.deepEqual(
      [(again[1] as Result).netns, (again[1] as Result).failedLine, (again[1] as Result).durationMs],
      ['red', 2, 1.235],
    );
    assert.ok(again[2] instanceof LabError);
    assert.equal(again[2].message, 'The connection broke.\nRun the cell again.');
  });

  it('gives equal questions their own answers in turn, also where several are asked at once', async () => {
    let count = 0;
    const live = machine({ run: (command) => Promise.resolve(result(command, { stdout: `${command} ${++count}` })) });
    const at = async ({ node1 }: { node1: Connection }): Promise<string[]> =>
      (await Promise.all(['date', 'uptime', 'date'].map((one) => node1.run(one)))).map(({ stdout }) => stdout);
    const cells: Cell[] = [opening, ['first', at], ['second', at]];
    const { recording, gave } = await record(cells, live);
    assert.deepEqual((await replay(recording, cells)).slice(1), gave.slice(1));
    assert.deepEqual(gave[2], ['date 4', 'uptime 5', 'date 6']);
  });

  it('tells side by side what happened side by side, and waits for nothing', async () => {
    const said: string[] = [];
    const note = async (node1: Connection, command: string): Promise<void> =>
      void said.push((await node1.run(command)).stdout);
    const both: Cell = [
      'both',
      async ({ node1 }) => {
        await Promise.all([
          note(node1, 'slow: 90 ms'),
          note(node1, 'quick: 10 ms').then(() => note(node1, 'then: 20 ms')),
        ]);
        return said.splice(0);
      },
    ];
    const { recording, gave } = await record([opening, both], machine());
    const began = performance.now();
    const [, again] = await replay(recording, [opening, both]);
    assert.deepEqual(again, gave[1]);
    assert.deepEqual(again, ['quick: 10 ms', 'then: 20 ms', 'slow: 90 ms']);
    assert.ok(performance.now() - began < 60, 'nobody waited');
  });

  it('goes by the recorded time: who waits for what comes later reads as often as then', async () => {
    const waiting: Cell = [
      'waiting',
      async ({ node1, tape: { clock } }) => {
        const deadline = clock.now() + 300;
        const read = [];
        do {
          read.push((await node1.run('look')).stdout);
          await clock.wait(40);
        } while (clock.now() < deadline && read.at(-1) !== 'there');
        return [clock.now(), ...read];
      },
    ];
    let looks = 0;
    const live = machine({
      run: (command) => Promise.resolve(result(command, { stdout: ++looks < 5 ? 'not yet' : 'there' })),
    });
    const { recording, gave } = await record([opening, waiting], live);
    const began = performance.now();
    assert.deepEqual(await replay(recording, [opening, waiting]), gave);
    assert.equal((gave[1] as string[]).length, 6);
    assert.ok(performance.now() - began < 100);
  });

  it('lets a time that was waited for end when it did then, however long the cell computed before', async () => {
    let computesMs = 60;
    const looks: Cell = [
      'looks',
      async ({ node1 }) => {
        const acting = node1.run('90 ms');
        let running = true;
        void acting.then(() => (running = false));
        let count = 0;
        while (running) {
          await node1.run('look');
          count++;
          if (computesMs > 0) await delay(computesMs);
          await Promise.race([node1.clock.wait(40), acting]);
        }
        return count;
      },
    ];
    const { recording, gave } = await record([opening, looks], machine());
    computesMs = 0;
    assert.deepEqual(await replay(recording, [opening, looks]), gave);
    assert.equal(gave[1], 1);
  });

  it('keeps a time limit until its time, and no longer', async () => {
    const cell: Cell = [
      'limits',
      async ({ node1, tape: { clock } }) => {
        const [soon, late] = [clock.limit(20), clock.limit(1_000)];
        for (const command of ['one: 40 ms', 'two: 40 ms', 'three']) {
          await node1.run(command);
          await delay(5); // the cell computes
        }
        return [soon.aborted, late.aborted];
      },
    ];
    const { recording, gave } = await record([opening, cell], machine());
    assert.deepEqual(gave[1], [true, false]);
    assert.deepEqual(await replay(recording, [opening, cell]), gave);
  });

  it('lets a steady ping lose what it lost, and ends it as it was ended', async () => {
    const live = machine({
      run: async (command, { onOutput, signal } = {}) => {
        if (!command.includes('ping')) return delay(60).then(() => result(command));
        for (let seq = 1; ; seq++) {
          const answered = seq < 5 || seq > 8;
          onOutput?.(
            'stdout',
            answered
              ? `[${1_000 + seq / 100}] 64 bytes from 10.0.0.2: icmp_seq=${seq} ttl=64 time=1.2 ms\n`
              : `[${1_000 + seq / 100}] no answer yet for icmp_seq=${seq}\n`,
          );
          if (signal?.aborted) throw new AbortError('node1: it was interrupted.');
          await delay(10);
        }
      },
    });
    const cell: Cell = [
      'pinging',
      async ({ node1 }) => {
        const never = new AbortController().signal;
        const { value, ...loss } = await pinging(node1, '', '10.0.0.2', () => node1.run('pull'), { after: 12 }, never);
        return [value.stdout, loss];
      },
    ];
    const { recording, gave } = await record([opening, cell], live);
    assert.ok((gave[1] as [string, { lost: number }])[1].lost > 0, JSON.stringify(gave[1]));
    assert.deepEqual(await replay(recording, [opening, cell]), gave);
  });

  it('talks with a program as it was talked with: the same bytes, in pieces, both ways', async () => {
    const cell: Cell = [
      'talk',
      async ({ node1 }) => {
        const channel = await node1.open('a talk', ['cat', '-v']);
        const heard: string[] = [];
        const closed = new Promise<void>((resolve) => void channel.on('close', () => resolve()));
        channel.on('data', (bytes: Buffer) => {
          heard.push(bytes.toString('hex'));
          if (heard.length === 1) channel.write('stop\n');
        });
        channel.stderr.on('data', (bytes: Buffer) => heard.push(`! ${bytes.toString()}`));
        await closed;
        channel.end();
        return heard;
      },
    ];
    const otherwise: Cell = ['talk', async ({ node1 }) => (await node1.open('', ['cat', '-v'])).write('go on\n')];
    const live = machine({
      open: () => {
        const channel = Object.assign(new EventEmitter(), {
          stderr: new EventEmitter(),
          write: () =>
            setImmediate(() => {
              channel.stderr.emit('data', Buffer.from('2 packets'));
              channel.emit('data', Buffer.alloc(200, 7));
              channel.emit('exit', 0);
              channel.end(); // as ssh2 does it
              channel.emit('close', 0);
            }),
          end: () => channel,
        });
        setTimeout(() => channel.emit('data', Buffer.from([0, 255])), 20);
        return Promise.resolve(channel as never);
      },
    });
    const { recording, gave } = await record([opening, cell], live);
    assert.deepEqual(await replay(recording, [opening, cell]), gave);
    assert.deepEqual(gave[1], ['00ff', '! 2 packets', '07'.repeat(200)]);
    const [, other] = await replay(recording, [opening, otherwise]);
    assert.match((other as Error).message, /does not know what `cat -v` on node1 would say to that/);
  });

  it('gives new names that are the recorded ones', async () => {
    const cell: Cell = ['names', ({ node1 }) => Promise.resolve([node1.newId(), node1.newId()])];
    const asking: Cell = ['asking', async ({ node1 }) => (await node1.run(`touch ${node1.newId()}`)).stdout];
    const { recording, gave } = await record([opening, asking, cell], machine());
    assert.deepEqual((await replay(recording, [opening, asking])).slice(1), [gave[1]]);
    const [one, other] = gave[2] as [string, string];
    assert.notEqual(one, other);
  });
});

describe('what was not recorded', () => {
  const cells: Cell[] = [opening, ['links', asks('ip link')], ['addresses', asks('ip address', 'ip route')]];
  const recorded = async (): ReturnType<typeof record> => record(cells, machine());

  it('is an error that names the nearest that was, and where live machines are', async () => {
    const { recording } = await recorded();
    const [, error] = await replay(recording, [opening, ['links', asks('ip -s link')]]);
    assert.ok(error instanceof LabError);
    assert.match(error.message, /The recording of 27 November 2026 has no answer here to `ip -s link` on node1/);
    assert.match(error.message, /The nearest that it knows: `ip link` on node1\.\n.*npx netdive start veth/);
  });

  it('is also what comes after it, until the lab is opened again', async () => {
    const { recording } = await recorded();
    const wrong: Cell = ['links', asks('ip link add veth0 type veth')];
    const [, , lost, , again] = await replay(recording, [opening, wrong, cells[2]!, opening, cells[1]!]);
    assert.match((lost as Error).message, /does not know how the machines would stand now/);
    assert.deepEqual(again, ['ip link']);
  });

  it('is a cell before its turn, and one that was answered already: never an older answer', async () => {
    const { recording } = await recorded();
    const [, early] = await replay(recording, [opening, cells[2]!]);
    assert.match((early as Error).message, /knows `addresses` only after `links`; the last that ran was `open`/);
    const [, , twice] = await replay(recording, [...cells.slice(0, 2), cells[1]!]);
    assert.match((twice as Error).message, /has answered `links` already/);
  });

  it('is what follows a cell that left something out', async () => {
    const { recording } = await record([...cells, ['more', asks('ip neigh')]], machine());
    const less: Cell = ['addresses', asks('ip address')];
    const [, , , lost] = await replay(recording, [opening, cells[1]!, less, ['more', asks('ip neigh')]]);
    assert.match((lost as Error).message, /`addresses` left out what it had asked: ip route/);
  });

  it('is a question more than was asked, and a cell that asked nothing', async () => {
    const { recording } = await recorded();
    const again: Cell = ['links', asks('ip link', 'ip link')];
    const [, more, after] = await replay(recording, [opening, again, cells[2]!]);
    assert.match((more as Error).message, /no answer here to `ip link`/);
    assert.match((after as Error).message, /Before this: .*no answer here to `ip link`/);
    const [, strange] = await replay(recording, [opening, ['mine', asks('ip link')]]);
    assert.match((strange as Error).message, /does not know the cell `mine`.*begins with: links/s);
  });

  it('is told where a cell waits for what it does not ask', async () => {
    const together: Cell = ['both', ({ node1 }) => Promise.all(['a: 50 ms', 'b: 5 ms'].map((one) => node1.run(one)))];
    const { recording } = await record([opening, together], machine());
    const [, stuck] = await replay(recording, [opening, ['both', asks('a: 50 ms')]], 30);
    assert.match((stuck as Error).message, /the cell does not ask `b: 5 ms` on node1, as it did then/);
  });

  it('is no cell that is found by its code, where the page does not tell its id', async () => {
    const { recording } = await recorded();
    const renamed = { ...recording, cells: recording.cells.map((cell) => ({ ...cell, cell: `id of ${cell.cell}` })) };
    assert.deepEqual((await replay(renamed, cells)).slice(1), [['ip link'], ['ip address', 'ip route']]);
  });
});
