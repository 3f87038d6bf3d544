import { execa } from 'execa';
import { copyFileSync, chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../errors.js';
import { writeAtomically } from '../../private-file.js';
import { formatSshConfig, parseSshConfig } from '../../transport/ssh-config.js';
import { eachNode } from '../nodes.js';

/** Lets in as root whom Vagrant lets in as its own user, and says by which key the machine is known. */
const LET_IN = `sudo sh -ec 'install -d -m 700 /root/.ssh; cat ~vagrant/.ssh/authorized_keys >/root/.ssh/authorized_keys; chmod 600 /root/.ssh/authorized_keys; cat /etc/ssh/ssh_host_ed25519_key.pub'`;

/**
 * Saves how to reach both machines as the lab's `ssh_config`, so that Vagrant, which takes seconds for it, is asked once.
 * A machine's host key is taken over the connection that Vagrant describes; from then on no other one is taken for it.
 * @param described what `vagrant ssh-config` prints
 */
export async function saveAccess(folder: string, described: string): Promise<void> {
  const theirs = join(folder, 'vagrant-ssh_config');
  writeFileSync(theirs, described, { mode: 0o600 });
  const entries = parseSshConfig(described);
  const known = await eachNode(async (node) => {
    const entry = entries.find(({ host }) => host === node);
    if (entry === undefined) throw new LabError(`vagrant ssh-config does not name ${node}.`);
    const { failed, stdout, stderr } = await execa('ssh', ['-F', theirs, node, LET_IN], {
      reject: false,
      stdin: 'ignore',
    });
    const key = /^ssh-ed25519 \S+/m.exec(stdout)?.[0];
    if (failed || key === undefined) {
      throw new LabError(
        `${node} runs, and does not let Vagrant’s user in: ${stderr.trim()}`,
        `Look at it: vagrant ssh ${node}, in the folder vagrant.`,
      );
    }
    const identityFile = join(folder, `${node}_key`);
    copyFileSync(entry.identityFile, identityFile);
    chmodSync(identityFile, 0o600);
    const { hostName, port } = entry;
    const knownHostsFile = join(folder, 'known_hosts');
    return {
      line: `${node} ${key}\n`,
      entry: { host: node, hostName, port, user: 'root', identityFile, knownHostsFile, hostKeyAlias: node },
    };
  });
  writeAtomically(join(folder, 'known_hosts'), known.map(({ line }) => line).join(''));
  writeAtomically(join(folder, 'ssh_config'), formatSshConfig(known.map(({ entry }) => entry)));
}
