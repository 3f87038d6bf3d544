import { execa } from 'execa';
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { missing, ok, type Found } from './prerequisite.js';

/** Who builds, and where to look. */
export interface Builder {
  readonly uid: number;
  readonly user: string;
  /** Holds the kernel's settings. */
  readonly sysctl?: string;
  /** Holds the lists of user numbers that a user may give away: subuid(5), subgid(5). */
  readonly etc?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** The kernel's settings that forbid what the image's builder does as an ordinary user: make a user namespace. */
const SWITCHES = [
  { name: 'kernel.apparmor_restrict_unprivileged_userns', forbids: '1', allow: '0', unless: 'apparmor.d/mmdebstrap' },
  { name: 'kernel.unprivileged_userns_clone', forbids: '0', allow: '1' },
  { name: 'user.max_user_namespaces', forbids: '0', allow: '10000' },
] as const;

/** Whether this user may make user namespaces (user_namespaces(7)), in which the image is built without root. */
export async function userNamespaces(builder: Builder): Promise<Found> {
  const { uid, user, sysctl = '/proc/sys', etc = '/etc', env = process.env } = builder;
  if (uid === 0) return ok('They are not needed: you are root.');
  for (const one of SWITCHES) {
    const value = await readFile(join(sysctl, one.name.replaceAll('.', '/')), 'utf8').catch(() => undefined);
    // Ubuntu's own rule for the builder lets it do what others may not.
    if (value?.trim() !== one.forbids || ('unless' in one && existsSync(join(etc, one.unless)))) continue;
    return missing(
      `The image is built in a user namespace, and the system’s setting ${one.name}=${one.forbids} forbids those.`,
      `sudo sysctl -w ${one.name}=${one.allow}   # until the next boot; or build the image once as root`,
    );
  }
  for (const file of ['subuid', 'subgid']) {
    const lines = (await readFile(join(etc, file), 'utf8').catch(() => '')).split('\n');
    if (!lines.some((line) => line.startsWith(`${user}:`) || line.startsWith(`${uid}:`)))
      return missing(
        `The image is built with user numbers of your own, and ${join(etc, file)} gives ${user} none.`,
        `sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${user}`,
      );
  }
  const made = await execa('unshare', ['--user', 'true'], {
    ...{ env, extendEnv: false, reject: false, stdin: 'ignore', timeout: 5_000, killSignal: 'SIGKILL' },
  });
  if (made.failed && made.code !== 'ENOENT')
    return missing(
      `No user namespace can be made here, and the image is built in one: ${made.stderr.trim()}.`,
      'Build it as root: sudo npm run setup',
    );
  return ok('They are allowed.');
}
