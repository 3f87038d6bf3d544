import assert from 'node:assert/strict';
import { execa, type Result } from 'execa';
import { eachNode } from '../../lib/src/provider/nodes.js';
import type { Provider } from '../../lib/src/provider/provider.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';

/** A provider's two machines, as a cell and as a learner's own terminal have them. */
export class Machines {
  readonly #connections = new Map<string, Connection>();

  constructor(readonly provider: Provider) {}

  /** What plain OpenSSH makes of the lab's file. */
  readonly ssh = (node: string, ...command: string[]): Promise<Result<{ reject: false; stdin: 'ignore' }>> =>
    execa('ssh', ['-F', this.provider.sshConfig, node, ...command], { reject: false, stdin: 'ignore' });

  /** What a cell does; a command that fails fails the test. */
  readonly cell = async (node: string, script: string): Promise<string> => {
    let connection = this.#connections.get(node);
    if (connection === undefined) this.#connections.set(node, (connection = await this.connect(node)));
    const { stdout, stderr, exitCode } = await connection.run(script);
    assert.equal(exitCode, 0, `${node}: ${script}\n${stderr}`);
    return stdout;
  };

  readonly both = (script: string): Promise<string[]> => eachNode((node) => this.cell(node, script));

  /** A connection of its own, made now. */
  async connect(node: string): Promise<Connection> {
    const target = (await readTargets(this.provider.sshConfig)).get(node)!;
    const connection = new Connection(target, { connectTimeoutMs: 60_000 });
    await connection.run('true');
    return connection;
  }

  /** Whatever puts the machines into another state ends the connections. */
  async rewind<T>(work: () => Promise<T>): Promise<T> {
    this.disconnect();
    return work();
  }

  disconnect(): void {
    for (const connection of this.#connections.values()) connection.disconnect();
    this.#connections.clear();
  }
}
