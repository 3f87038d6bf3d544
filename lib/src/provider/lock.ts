import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { userInfo } from 'node:os';
import type { Progress } from '../progress.js';

/** The lock that whoever starts, changes or ends a lab's machines holds meanwhile. */
export const labLock = (labFolder: string): string =>
  `lab-${createHash('sha256').update(labFolder).digest('hex').slice(0, 16)}`;

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

/** The names of the locks that are held now, by any process of this user's. Source: proc_net_unix, proc_net(5). */
export function heldLocks(): string[] {
  // An abstract name is shown with `@` for each of its NUL bytes, of which the padding to its full length has many.
  const line = new RegExp(` @${prefix()}([\\w.-]+)@*$`, 'gm');
  return [...readFileSync('/proc/net/unix', 'utf8').matchAll(line)].map(([, name]) => name!);
}

const prefix = (): string => `netdive-${userInfo().uid}-`;

function take(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(`\0${prefix()}${name}`, () => resolve(server));
  });
}
