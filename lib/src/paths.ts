import { createHash } from 'node:crypto';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: the folder of package.json, notebooks, lib and vagrant. */
export const checkout: string = fileURLToPath(new URL('../..', import.meta.url));

/** Where labs keep their state: `.netdive` in the checkout, or where `NETDIVE_HOME` says. */
export const stateHome = (): string => process.env.NETDIVE_HOME ?? join(checkout, '.netdive');

/** Where images lie, shared by all labs of a user (XDG base directory specification). */
export const cacheHome = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'netdive');

/**
 * A folder for a lab's sockets. A unix socket's path holds 107 bytes at most, and a checkout may lie deeper than that,
 * so sockets live in a short folder of their own, named by the hash of the lab's.
 */
export function socketFolder(labFolder: string): string {
  const id = createHash('sha256').update(labFolder).digest('hex').slice(0, 10);
  return join(process.env.XDG_RUNTIME_DIR || tmpdir(), `netdive-${userInfo().uid}-${id}`);
}
