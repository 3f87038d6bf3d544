import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatSshConfig } from '../../transport/ssh-config.js';
import { GuestAgent } from './guest-agent.js';
import { keyPair } from './keys.js';
import { agentSocket } from './machine.js';
import type { Started } from './start.js';
import { writeAtomically } from '../../private-file.js';
import { NODES, eachNode } from '../nodes.js';

/** A lab whose machines have just been copied from the warm pair: they run, and nobody can log in yet. */
export interface NewLab {
  readonly lab: string;
  readonly folder: string;
  readonly sockets: string;
}

/** A key pair for the lab's user and one for each machine, made now, known to nobody else. */
export async function giveKeys({ lab, folder, sockets }: NewLab, signal?: AbortSignal): Promise<void> {
  const user = await keyPair(`netdive-${lab}`, folder);
  const hosts = await eachNode(async (node) => {
    const host = await keyPair(node, folder);
    const agent = await GuestAgent.connect(agentSocket(sockets, node), node, 30_000, signal);
    await agent.setClock();
    await agent.write('/root/.ssh.pub', user.publicKey);
    await agent.write('/root/.ssh.host', host.privateKey);
    await agent.run(
      '/bin/sh',
      '-c',
      `set -e; umask 077; mkdir -p /root/.ssh; mv /root/.ssh.pub /root/.ssh/authorized_keys
       mv /root/.ssh.host /etc/ssh/ssh_host_ed25519_key; chmod 600 /etc/ssh/ssh_host_ed25519_key /root/.ssh/authorized_keys
       systemctl start ssh.service || { sshd -t; journalctl --no-pager -n 20 -u ssh.service; exit 1; } >&2; sync`,
    );
    agent.close();
    return `${node} ${host.publicKey}\n`;
  });
  rmSync(join(folder, 'id_ed25519'), { force: true });
  writeFileSync(join(folder, 'id_ed25519'), user.privateKey, { mode: 0o600 });
  writeAtomically(join(folder, 'known_hosts'), hosts.join(''));
}

/** Says how to reach both machines, for OpenSSH and for the transport. */
export function writeSshConfig(folder: string, nodes: Started): void {
  const entries = NODES.map((host) => ({
    host,
    hostName: '127.0.0.1',
    port: nodes[host].sshPort,
    user: 'root',
    identityFile: join(folder, 'id_ed25519'),
    knownHostsFile: join(folder, 'known_hosts'),
    hostKeyAlias: host,
  }));
  writeAtomically(join(folder, 'ssh_config'), formatSshConfig(entries));
}

/** Takes the keys away again: nobody can log in any more. */
export async function takeKeys({ sockets }: NewLab): Promise<void> {
  await eachNode(async (node) => {
    const agent = await GuestAgent.connect(agentSocket(sockets, node), node, 30_000);
    const files = '/root/.ssh /etc/ssh/ssh_host_ed25519_key';
    await agent
      .run('/bin/sh', '-c', `systemctl stop ssh.service && rm -r ${files} && sync`)
      .finally(() => agent.close());
  });
}
