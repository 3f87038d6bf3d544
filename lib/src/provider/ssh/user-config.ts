import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { LabError } from '../../errors.js';
import type { NodeName } from '../nodes.js';

/** How a machine of the user's is reached, and the keys that it may show. */
export interface UserMachine {
  readonly host: NodeName;
  readonly hostName: string;
  readonly port: number;
  readonly user: string;
  readonly identityFile: string;
  /** `ssh-ed25519 AAAA...` each. */
  readonly hostKeys: readonly string[];
}

/**
 * How OpenSSH would reach a machine by a file of the user's. OpenSSH itself is asked (`ssh -G`), so that includes, patterns,
 * defaults and hashed host keys mean what they mean to `ssh -F`.
 * @throws LabError where it takes more than this library can do, or the machine's key is not known
 */
export async function userMachine(file: string, host: NodeName): Promise<UserMachine> {
  const said = await execa('ssh', ['-G', '-F', file, host], { reject: false, stdin: 'ignore' });
  if (said.failed) throw new LabError(`ssh cannot read ${file}: ${said.stderr.trim()}`);
  const options = said.stdout.split('\n').map((line) => line.split(/ (.*)/s) as [string, string | undefined]);
  const all = (name: string): string[] => options.flatMap(([key, value]) => (key === name && value ? [value] : []));
  const first = (name: string): string => all(name)[0] ?? '';
  for (const [name, instead] of UNABLE) {
    if (first(name) !== '' && first(name) !== 'none') {
      throw new LabError(`${host} is reached with ${name} (${first(name)}), which netdive cannot do.`, instead);
    }
  }
  const [hostName, port, user] = [first('hostname'), Number(first('port')), first('user')];
  const known = { h: hostName, n: host, p: String(port), r: user, d: homedir(), u: userInfo().username, '%': '%' };
  const path = (value: string): string =>
    value.replace(/^~(?=\/)/, homedir()).replaceAll(/%(.)/g, (whole, letter: string) => tokens(known, letter) ?? whole);
  const name = first('hostkeyalias') || (port === 22 ? hostName : `[${hostName}]:${port}`);
  const files = [...all('userknownhostsfile'), ...all('globalknownhostsfile')].flatMap(several).map(path);
  const hostKeys = (await Promise.all(files.filter(existsSync).map((one) => keysOf(name, one)))).flat();
  if (hostKeys.length === 0) {
    throw new LabError(
      `The host key of ${host} is not known as ${name}, so ${host} could not be told from an impostor.`,
      `Log in once by hand, and compare what it shows: ssh -F ${file} ${host}`,
    );
  }
  return {
    host,
    hostName,
    port,
    user,
    identityFile: await usableKey(file, host, all('identityfile').map(path)),
    hostKeys,
  };
}

/** What OpenSSH can and the transport cannot, and what to do instead. */
const UNABLE = [
  ['proxyjump', 'Forward a port (ssh -N -L 2222:node1:22 JUMPHOST), and name it: HostName 127.0.0.1, Port 2222.'],
  ['proxycommand', 'Forward a port (ssh -N -L 2222:node1:22 HOST), and name it: HostName 127.0.0.1, Port 2222.'],
] as const;

const tokens = (known: Readonly<Record<string, string>>, letter: string): string | undefined =>
  Object.hasOwn(known, letter) ? known[letter] : undefined;

/** `ssh -G` prints several files on one line, and quotes none. */
const several = (value: string): string[] => (existsSync(value) ? [value] : value.split(/\s+/));

async function keysOf(name: string, file: string): Promise<string[]> {
  const { stdout } = await execa('ssh-keygen', ['-F', name, '-f', file], { reject: false, stdin: 'ignore' });
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([names = '#']) => names !== '' && !/^[#@]/.test(names))
    .map(([, type, key]) => `${type} ${key}`);
}

/** The first key that is there and opens without a passphrase: an agent is not asked. */
async function usableKey(file: string, host: string, candidates: readonly string[]): Promise<string> {
  const there = candidates.filter(existsSync);
  for (const key of there) {
    // It prints the public half; the empty passphrase keeps it from asking.
    const opened = await execa('ssh-keygen', ['-y', '-P', '', '-f', key], { reject: false, stdin: 'ignore' });
    if (!opened.failed) return key;
  }
  throw new LabError(
    there.length === 0
      ? `There is no key to log in to ${host} with (${candidates.join(', ') || 'no IdentityFile'}).`
      : `The key to ${host} has a passphrase or cannot be read (${there.join(', ')}), and netdive asks no agent.`,
    `Make one for the course: ssh-keygen -t ed25519 -N '' -f ~/.ssh/netdive, then ssh-copy-id -f -i ~/.ssh/netdive -F ${file} ${host}, and write IdentityFile ~/.ssh/netdive under Host ${host}.`,
  );
}
