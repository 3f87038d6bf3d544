import { closeSync, fstatSync, openSync, readSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

/** The last lines are enough: a kernel that has panicked says nothing after it. */
const TAIL_BYTES = 64 * 1024;

/** Where QEMU writes what a machine says on its serial console. */
export const consoleFile = (sockets: string, node: string): string => join(sockets, `${node}.console`);

/**
 * Why a machine's kernel panicked, in its own words: `Fatal exception in interrupt`. Undefined where it has not. Such a
 * machine runs on as a process and answers nothing. Source: kernel/panic.c, `Kernel panic - not syncing: ...`.
 * @example panicOf(sockets, 'node1')
 */
export function panicOf(sockets: string, node: string): string | undefined {
  const words = /Kernel panic - not syncing: ([^\r\n]*)/.exec(tail(consoleFile(sockets, node)))?.[1];
  return words
    ?.replaceAll(/\P{ASCII}|[\0-\x1f\x7f]/gu, '')
    .trim()
    .slice(0, 200);
}

/** Forgets what a machine has said: it is put back to a moment before it said it. QEMU appends to the file. */
export function clearConsole(sockets: string, node: string): void {
  try {
    truncateSync(consoleFile(sockets, node));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function tail(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
      return bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, size - bytes.length));
    } finally {
      closeSync(file);
    }
  } catch {
    return ''; // no machine has run yet
  }
}
