import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ProcessId } from '../../../lib/src/provider/qemu/process.js';
import { atRest } from '../../../lib/src/provider/qemu/rest.js';

/** A program that computes for some ms, says so, and then has nothing to do. */
function busy(ms: number): { readonly id: ProcessId; readonly done: Promise<unknown>; end(): void } {
  const code = `const stop = Date.now() + ${ms}; while (Date.now() < stop); console.log('done'); setInterval(() => 0, 1e6)`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  return { id: { pid: child.pid!, started: '' }, done: once(child.stdout, 'data'), end: () => child.kill() };
}

describe('a machine at rest', () => {
  it('is waited for until the last one has nothing to do', async () => {
    const programs = [busy(1), busy(1_000)];
    try {
      let done = false;
      void programs[1]!.done.then(() => (done = true));
      assert.equal(
        await atRest(
          programs.map(({ id }) => id),
          9_000,
        ),
        true,
      );
      assert.equal(done, true);
    } finally {
      for (const { end } of programs) end();
    }
  });

  it('is not waited for without end', async () => {
    const program = busy(60_000);
    try {
      assert.equal(await atRest([program.id], 500), false);
    } finally {
      program.end();
    }
  });

  it('is not waited for once the user has interrupted it', async () => {
    const program = busy(60_000);
    const interrupt = new AbortController();
    try {
      const waiting = atRest([program.id], 9_000, interrupt.signal);
      interrupt.abort(new Error('enough'));
      await assert.rejects(waiting, /enough/);
    } finally {
      program.end();
    }
  });
});
