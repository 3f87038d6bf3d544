import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { userInfo } from 'node:os';
import type { Progress } from '../../progress.js';

/**
 * Does work that only one process at a time may do, such as starting a lab; others wait their turn and say for what.
 * The lock is a name in Linux's abstract socket namespace (unix(7)): the kernel gives it to one holder, and takes it
 * back when that one ends, however it ends, so there is never a stale lock.
 */
export async function locked<T>(name: string, holder: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  let lock = await take(name);
  if (lock === undefined) progress(`waiting: ${holder}`);
  while ((lock ??= await take(name)) === undefined) await delay(100); // a socket's name can only be asked for again
  try {
    return await work();
  } finally {
    lock.close();
  }
}

function take(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(`\0netdive-${userInfo().uid}-${name}`, () => resolve(server));
  });
}
