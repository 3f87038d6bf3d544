import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { wallClock } from '../../../lib/src/clock.js';
import { pinging } from '../../../lib/src/lab/pinging.js';
import type { Connection, RunOptions } from '../../../lib/src/transport/connection.js';
import { CommandError } from '../../../lib/src/transport/command-error.js';
import type { Result } from '../../../lib/src/transport/result.js';

const result: Result = {
  ...{ host: 'node1', netns: '', command: 'ping', stdout: '', stderr: '', exitCode: 0, durationMs: 1, timedOut: false },
};

/** A machine whose ping prints what the test wants, and which tells how it was ended. */
class Machine {
  command = '';
  stopped = false;
  print: (text: string) => void = () => undefined;
  end: (more: Partial<Result>) => void = () => undefined;
  readonly connection = {
    clock: wallClock,
    run: (command: string, { signal, onOutput }: RunOptions): Promise<Result> => {
      this.command = command;
      this.print = (text) => void onOutput?.('stdout', text);
      return new Promise((resolve, reject) => {
        this.end = (more) => resolve({ ...result, ...more });
        signal?.addEventListener('abort', () => {
          this.stopped = true;
          reject(signal.reason as Error);
        });
      });
    },
  } as unknown as Connection;

  answer(seq: number): void {
    this.print(`[${1_000 + seq / 10}] 64 bytes from 10.0.0.2: icmp_seq=${seq} ttl=64 time=1.2 ms\n`);
  }
}

const never = new AbortController().signal;
const options = { after: 2, wait: 0.05 };

describe('pinging', () => {
  it('begins the action at the first answer, and counts from there to some requests after it', async () => {
    const machine = new Machine();
    let began = false;
    let done: () => void = () => undefined;
    const action = (): Promise<string> => {
      began = true;
      return new Promise((resolve) => (done = (): void => resolve('done')));
    };
    const running = pinging(machine.connection, '', '10.0.0.2', action, options, never);
    await turn();
    assert.equal(began, false);
    machine.answer(1);
    while (!began) await turn();
    machine.answer(2);
    machine.print('[1000.4] no answer yet for icmp_seq=3\n');
    done();
    await turn();
    [4, 5, 6].forEach((seq) => machine.answer(seq));
    const { value, first, sent, lost, longestGap, recovered } = await running;
    assert.deepEqual([value, first, sent, lost, recovered], ['done', 2, 4, 1, true]);
    assert.equal(longestGap, 200);
    assert.ok(machine.stopped);
  });

  it('quotes whom it pings', async () => {
    const machine = new Machine();
    const running = pinging(machine.connection, '', '$(reboot)', () => undefined, options, never);
    machine.end({ exitCode: 2, stderr: 'ping: $(reboot): Name or service not known' });
    await assert.rejects(running, CommandError);
    assert.match(machine.command, / '\$\(reboot\)'$/);
  });

  it('ends the ping and throws what the action throws', async () => {
    const machine = new Machine();
    const running = pinging(
      machine.connection,
      '',
      '10.0.0.2',
      () => {
        throw new Error('the action’s own');
      },
      options,
      never,
    );
    machine.answer(1);
    await assert.rejects(running, /the action’s own/);
    assert.ok(machine.stopped);
  });

  it('ends the ping at an interrupt, also where the action never ends', async () => {
    const machine = new Machine();
    const interrupt = new AbortController();
    const endless = (): Promise<void> => new Promise(() => undefined);
    const running = pinging(machine.connection, '', '10.0.0.2', endless, options, interrupt.signal);
    machine.answer(1);
    await turn();
    interrupt.abort();
    await assert.rejects(running, { name: 'AbortError' });
    assert.ok(machine.stopped);
  });

  it('wants a function', async () => {
    const { connection } = new Machine();
    const action = Promise.resolve() as unknown as () => void;
    await assert.rejects(pinging(connection, '', '10.0.0.2', action, options, never), /wants a function/);
  });
});
