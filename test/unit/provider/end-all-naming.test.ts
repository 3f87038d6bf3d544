import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { endAllNaming } from '../../../lib/src/provider/qemu/image/processes.js';

describe('endAllNaming', () => {
  for (const [where, detached] of [
    ['a group of its own', true],
    ['our own group', false],
  ] as const) {
    it(`ends what names it in ${where}, and nobody else`, async () => {
      const [name, other] = [randomUUID(), randomUUID()];
      const children = [name, other].map((said) =>
        spawn(process.execPath, ['-e', 'console.log(); setInterval(() => 0, 1000)', said], { detached }),
      );
      try {
        await Promise.all(children.map((child) => once(child.stdout, 'data')));
        const [named, unnamed] = children;
        const ended = once(named!, 'exit');
        await endAllNaming(name);
        assert.deepEqual(await ended, [null, 'SIGKILL']);
        assert.equal(unnamed!.exitCode ?? unnamed!.signalCode, null);
      } finally {
        for (const child of children) child.kill('SIGKILL');
      }
    });
  }
});
