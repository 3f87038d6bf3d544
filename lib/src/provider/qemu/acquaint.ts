import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { privateFolder } from '../../private-file.js';
import { CommandError } from '../../transport/command-error.js';
import { Connection } from '../../transport/connection.js';
import { readTargets } from '../../transport/read-targets.js';
import { eachNode } from '../nodes.js';
import { giveKeys, takeKeys, writeSshConfig } from './new-lab.js';
import type { Started } from './start.js';

/** What cells run most. `&&`: a step that fails would leave something behind in what is to be clean. */
export const COMMON: string = [
  'ip netns add warm && ip -n warm link set lo up && ip -n warm -d -s -j link > /dev/null',
  "ip netns exec warm bash -c 'ip -j address; ping -c 1 127.0.0.1' > /dev/null && ip netns del warm",
  'bridge -j -d link && bridge -j fdb > /dev/null && bridge -j vlan && nft list ruleset && ss -ltn > /dev/null',
].join(' && ');

/**
 * Logs in once to machines that nobody has keys for yet, and runs what cells run most, so that sshd's and the tools' files
 * are in the machines' memory: a log-in takes half the time from then on. The keys for it are thrown away.
 */
export async function acquaint(folder: string, sockets: string, nodes: Started, signal?: AbortSignal): Promise<void> {
  const visit = { lab: 'visit', folder: privateFolder(join(folder, 'visit')), sockets };
  await giveKeys(visit, signal);
  writeSshConfig(visit.folder, nodes);
  const targets = await readTargets(join(visit.folder, 'ssh_config'));
  await eachNode(async (node) => {
    const connection = new Connection(targets.get(node)!, { connectTimeoutMs: 60_000 });
    const result = await connection.run(COMMON, signal && { signal }).finally(() => connection.disconnect());
    if (result.exitCode !== 0) throw new CommandError(result);
  });
  await takeKeys(visit);
  rmSync(visit.folder, { recursive: true });
}
