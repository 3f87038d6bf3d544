import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import type { Target } from '../../lib/src/transport/target.js';

/** A real sshd of our own on the loopback, as the user who runs the tests. */
export interface Sshd {
  readonly target: Target;
  readonly directory: string;
  /** Ends the server and every session of it, as a machine that is switched off does. */
  stop(): Promise<void>;
}

/** Whether this computer can run these tests: network namespaces and an sshd, as root. */
export function canRun(): boolean {
  try {
    execFileSync('/usr/sbin/sshd', ['-V'], { stdio: 'ignore' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
  }
  return userInfo().uid === 0;
}

/** Starts one; it listens when this resolves. The same directory gives the same keys on the same port again. */
export async function startSshd(again?: Sshd): Promise<Sshd> {
  const directory = again?.directory ?? makeKeys();
  const port = again?.target.port ?? (await getPort({ host: '127.0.0.1' }));
  const file = (name: string): string => join(directory, name);
  mkdirSync('/run/sshd', { recursive: true });
  writeFileSync(
    file('sshd_config'),
    `ListenAddress 127.0.0.1\nPort ${port}\nHostKey ${file('host')}\nPidFile none\nUsePAM no\nStrictModes no
AuthorizedKeysFile ${file('user.pub')}\nPasswordAuthentication no\nPermitRootLogin yes\n`,
  );
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', file('sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('Server listening')) resolve();
    });
    server.on('exit', () => reject(new Error(`sshd did not start: ${log}`)));
  });
  const stop = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const sessions = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8').split(' ');
    const pids = sessions.map(Number).filter(Boolean);
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    for (const pid of pids) kill(pid);
    await ended;
    while (pids.some(isAlive)) await delay(10);
  };
  process.once('exit', () => server.kill('SIGKILL'));
  return {
    directory,
    stop,
    target: {
      host: 'node1',
      hostName: '127.0.0.1',
      port,
      user: userInfo().username,
      privateKey: readFileSync(file('user'), 'utf8'),
      hostKey: readFileSync(file('host.pub'), 'utf8'),
    },
  };
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}/fd/0`);
}

/** A session may end by itself at this very moment. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Removes the keys of a server that was stopped. */
export function removeSshd(sshd: Sshd): void {
  rmSync(sshd.directory, { recursive: true });
}

function makeKeys(): string {
  const directory = mkdtempSync(join(tmpdir(), 'netdive-sshd-'));
  for (const name of ['host', 'user']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', join(directory, name)]);
  }
  return directory;
}
