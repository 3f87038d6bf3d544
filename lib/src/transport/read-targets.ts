import { readFile } from 'node:fs/promises';
import { LabError } from '../errors.js';
import { parseSshConfig, type SshConfigEntry } from './ssh-config.js';
import type { Target } from './target.js';

/**
 * Reads an ssh_config file, and the keys it names, into targets by machine name.
 *
 * @throws LabError when the file, a key or a machine's host key is missing
 * @example (await readTargets('.netdive/default/ssh_config')).get('node1')
 */
export async function readTargets(file: string): Promise<Map<string, Target>> {
  const entries = parseSshConfig(await read(file, 'the lab has not been started here, or was taken down'));
  const targets = await Promise.all(entries.map(readTarget));
  return new Map(targets.map((target) => [target.host, target]));
}

async function readTarget(entry: SshConfigEntry): Promise<Target> {
  const { host, hostName, port, user } = entry;
  const [privateKey, knownHosts] = await Promise.all([
    read(entry.identityFile, `it is the key to ${host}`),
    read(entry.knownHostsFile, `it tells how to know ${host}`),
  ]);
  const name = entry.hostKeyAlias ?? (port === 22 ? hostName : `[${hostName}]:${port}`);
  const hostKey = keysOf(knownHosts, name);
  if (hostKey !== '') return { host, hostName, port, user, privateKey, hostKey };
  throw new LabError(
    `${entry.knownHostsFile} has no key for ${name}, so ${host} could not be told from an impostor.`,
    `Add what \`ssh-keyscan -t ed25519 -p ${port} ${hostName}\` prints, its first word replaced by \`${name}\`.`,
  );
}

/** The keys a known_hosts file gives a name, a line each; lines with a marker (`@revoked`) or hashed names are left out. */
function keysOf(knownHosts: string, name: string): string {
  return knownHosts
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([names = '']) => names.split(',').includes(name))
    .map(([, type, key]) => `${type} ${key}`)
    .join('\n');
}

async function read(file: string, meaning: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : 'cannot be read';
    throw new LabError(`${file} ${why}: ${meaning}.`, '`netdive up` makes it.', { cause: error });
  }
}
