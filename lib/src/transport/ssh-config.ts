import sshConfig from 'ssh-config';
import { LabError } from '../errors.js';

/** One machine in an ssh_config: what OpenSSH and this library need to reach it. Files are named by absolute paths. */
export interface SshConfigEntry {
  readonly host: string;
  readonly hostName: string;
  readonly port: number;
  readonly user: string;
  readonly identityFile: string;
  readonly knownHostsFile: string;
  /** The name under which the machine's key stands in the known_hosts file. */
  readonly hostKeyAlias?: string;
}

/**
 * Writes an ssh_config as `vagrant ssh-config` prints it, for `ssh -F` and for `parseSshConfig`.
 *
 * @throws LabError for a value that the format cannot hold (a double quote, a line's end)
 * @example formatSshConfig([{ host: 'node1', hostName: '127.0.0.1', port: 2222, ... }]) // Host node1 ...
 */
export function formatSshConfig(entries: readonly SshConfigEntry[]): string {
  return entries.map(formatEntry).join('\n');
}

function formatEntry(entry: SshConfigEntry): string {
  const lines = [
    ['HostName', word(entry.hostName)],
    ['User', word(entry.user)],
    ['Port', String(entry.port)],
    ['UserKnownHostsFile', path(entry.knownHostsFile)],
    ...(entry.hostKeyAlias === undefined ? [] : [['HostKeyAlias', word(entry.hostKeyAlias)]]),
    ['StrictHostKeyChecking', 'yes'],
    ['PasswordAuthentication', 'no'],
    ['IdentityFile', path(entry.identityFile)],
    ['IdentitiesOnly', 'yes'],
    ['LogLevel', 'ERROR'],
  ];
  return `Host ${word(entry.host)}\n${lines.map(([name, value]) => `  ${name} ${value}\n`).join('')}`;
}

function word(value: string): string {
  if (/["\r\n\0]/.test(value)) throw new LabError(`An ssh_config cannot hold ${JSON.stringify(value)}.`);
  return /^[\w.:@-]+$/.test(value) ? value : `"${value}"`;
}

/** OpenSSH replaces `%h` and the like in a path. */
function path(value: string): string {
  return `"${word(value).replaceAll('%', '%%').replaceAll('"', '')}"`;
}

/**
 * Reads the machines an ssh_config names; what stands under a pattern (`Host *`) holds for them, as for ssh.
 *
 * @throws LabError for a machine of which something is missing
 * @example parseSshConfig(text)[0].port // 2222
 */
export function parseSshConfig(text: string): SshConfigEntry[] {
  const config = sshConfig.parse(text);
  const hosts = Array.from(config).flatMap((line) =>
    line.type === sshConfig.DIRECTIVE && line.param.toLowerCase() === 'host' ? words(line.value) : [],
  );
  return hosts.filter((host) => !/[*?!]/.test(host)).map((host) => parseEntry(config, host));
}

function parseEntry(config: sshConfig, host: string): SshConfigEntry {
  // Without `matchExec` a file could make us run a command by reading it.
  const values: Record<string, string | string[]> = config.compute(host, { ignoreCase: true, matchExec: false });
  const first = (name: string): string | undefined => words(values[name.toLowerCase()] ?? [])[0];
  const needed = (name: string): string => {
    const value = first(name);
    if (value !== undefined) return value;
    throw new LabError(
      `The ssh_config says no ${name} for ${host}.`,
      `Add a line \`${name} ...\` under \`Host ${host}\`.`,
    );
  };
  const hostKeyAlias = first('HostKeyAlias');
  return {
    host,
    hostName: first('HostName') ?? host,
    port: Number(first('Port') ?? 22),
    user: needed('User'),
    identityFile: needed('IdentityFile').replaceAll('%%', '%'),
    knownHostsFile: needed('UserKnownHostsFile').replaceAll('%%', '%'),
    ...(hostKeyAlias === undefined ? {} : { hostKeyAlias }),
  };
}

function words(value: string | readonly (string | { readonly val: string })[]): string[] {
  return [value].flat().map((each) => (typeof each === 'string' ? each : each.val));
}
