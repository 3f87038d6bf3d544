export interface SshConfigEntry {
  host: string;
  hostName: string;
  port: number;
  user: string;
  identityFile: string;
  userKnownHostsFile: string;
  hostKeyAlias: string;
}
export function formatSshConfig(entries: readonly SshConfigEntry[]): string {
  return entries
    .map(
      (e) =>
        `Host ${e.host}\n  HostName ${e.hostName}\n  Port ${e.port}\n  User ${e.user}\n  IdentityFile "${e.identityFile}"\n  UserKnownHostsFile "${e.userKnownHostsFile}"\n  HostKeyAlias ${e.hostKeyAlias}\n  StrictHostKeyChecking yes\n  IdentitiesOnly yes\n  PasswordAuthentication no\n  LogLevel ERROR\n`,
    )
    .join('\n');
}
