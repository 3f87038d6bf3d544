import { Connection } from '../../transport/connection.js';
import { readTargets } from '../../transport/read-targets.js';
import { NODES, type NodeName } from '../nodes.js';

/** Does work with a connection to each machine of an ssh_config, and drops them after it. */
export async function connected<T>(
  sshConfig: string,
  work: (connections: Record<NodeName, Connection>) => Promise<T>,
  connectTimeoutMs = 30_000,
): Promise<T> {
  const targets = await readTargets(sshConfig);
  const [node1, node2] = NODES.map((node) => new Connection(targets.get(node)!, { connectTimeoutMs }));
  const connections = { node1: node1!, node2: node2! };
  return work(connections).finally(() => Object.values(connections).forEach((one) => one.disconnect()));
}

/** One command, as root: sudo that asks for a password says so here. */
export async function reach(connection: Connection, signal?: AbortSignal): Promise<void> {
  await connection.run('true', signal && { signal });
}
