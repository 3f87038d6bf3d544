import { createConnection } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { LabError } from '../../errors.js';

/** Waits until a machine's sshd says its version (RFC 4253, section 4.2): QEMU takes a connection before the guest does. */
export async function sshAnswers(node: string, port: number, timeoutMs: number, signal?: AbortSignal): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await banner(port, deadline))) {
    signal?.throwIfAborted();
    if (Date.now() > deadline) {
      throw new LabError(`${node} runs, but its sshd does not answer.`, 'Clean machines: npx netdive reset');
    }
    await delay(20);
  }
}

function banner(port: number, deadline: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    const done = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(Math.max(1, deadline - Date.now()), () => done(false));
    socket.once('data', (data) => done(data.toString('latin1').startsWith('SSH-2.0-')));
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
  });
}
