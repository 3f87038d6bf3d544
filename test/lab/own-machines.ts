import { execa } from 'execa';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { parseSshConfig } from '../../lib/src/transport/ssh-config.js';

/** What somebody has on machines of their own: nothing that the course does or undoes may change it. */
const OWNED = `ip netns add mine; ip netns exec mine sleep 7777 > /dev/null 2>&1 & ip link add dummy7 type dummy
  ip address add 10.88.0.1/32 dev lo; ip rule add from 10.88.0.1 lookup 88
  nft add table ip nat; nft add chain ip nat POSTROUTING '{ type nat hook postrouting priority 100; }'
  nft add rule ip nat POSTROUTING ip saddr 10.88.0.0/16 masquerade`;

/**
 * Makes a lab's machines into some that a person has: reached by an ssh_config of their own, with hashed host keys, defaults
 * under a pattern, root on node1 and an ordinary user with sudo on node2, and with things of theirs on both.
 */
export async function ownMachines(theirs: QemuProvider, file: string): Promise<void> {
  await theirs.reset(() => undefined);
  const [node1, node2] = parseSshConfig(readFileSync(theirs.sshConfig, 'utf8'));
  const ssh = (node: string, script: string) =>
    execa('ssh', ['-F', theirs.sshConfig, node, script], { stdin: 'ignore' });
  await ssh(
    'node2',
    `id learner 2> /dev/null || useradd -m -s /bin/bash learner; usermod -p '*' learner
     install -d -m 700 -o learner ~learner/.ssh; install -m 600 -o learner ~/.ssh/authorized_keys ~learner/.ssh/
     echo 'learner ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/learner`,
  );
  for (const node of ['node1', 'node2']) await ssh(node, OWNED);
  const known = join(theirs.folder, 'known_hosts-of-their-own');
  const keys = readFileSync(node1!.knownHostsFile, 'utf8').split('\n');
  const key = (node: string): string => keys.find((line) => line.startsWith(`${node} `))!.replace(/^\S+ /, '');
  writeFileSync(known, `[127.0.0.1]:${node1!.port} ${key('node1')}\n[127.0.0.1]:${node2!.port} ${key('node2')}\n`);
  await execa('ssh-keygen', ['-H', '-f', known]);
  const identity = join(theirs.folder, 'key of their own');
  copyFileSync(node1!.identityFile, identity);
  writeFileSync(
    file,
    [
      `Host node1\n  Port ${node1!.port}\nHost node2\n  Port ${node2!.port}\n  User learner`,
      `Host *\n  HostName 127.0.0.1\n  User root\n  IdentityFile "${identity}"\n  UserKnownHostsFile "${known}"\n`,
    ].join('\n'),
  );
}
