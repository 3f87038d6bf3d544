import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../errors.js';
import { privateFolder, writeAtomically } from '../../private-file.js';
import type { Progress } from '../../progress.js';
import type { Connection } from '../../transport/connection.js';
import { formatSshConfig } from '../../transport/ssh-config.js';
import { eachNode } from '../nodes.js';
import { writeBaseline } from './baseline.js';
import { cableProblems, lacks, managementProblem, notes, problemOf, problemsError } from './examine.js';
import { connected, reach } from './machines.js';
import { tryCables } from './segments.js';
import { readState, type State } from './state.js';
import { userMachine, type UserMachine } from './user-config.js';

/** What a lab of a person's own machines begins with. */
export interface Beginning {
  /** The lab's folder. */
  readonly folder: string;
  /** The lab's own ssh_config, to be written. */
  readonly sshConfig: string;
  /** The person's ssh_config. */
  readonly userConfig: string | undefined;
  /** What to type to begin again, for errors. */
  readonly command: string;
}

/**
 * Looks at both machines whether the course can use them, and writes down how they are reached and how they were.
 * @throws LabError that tells all that is to be mended before
 */
export async function begin(beginning: Beginning, progress: Progress, signal?: AbortSignal): Promise<void> {
  const { folder, sshConfig, command } = beginning;
  progress('reading how the machines are reached');
  await writeConfig(beginning);
  await connected(sshConfig, async (connections) => {
    progress('looking at both machines');
    const examined = await eachNode((node) => examine(connections[node], signal));
    const problems = examined.flatMap((one) => one.problems);
    if (problems.length > 0) throw problemsError(problems, command);
    const [node1, node2] = examined.map((one) => one.state!) as [State, State];
    // Written down before a frame is sent: whoever is killed from here on is cleaned up after by the next reset.
    writeBaseline(folder, { node1, node2 });
    progress('sending frames from eth0 to eth0 and from eth1 to eth1');
    const cables = cableProblems(await tryCables(connections.node1, connections.node2, signal));
    if (cables.problems.length > 0) throw problemsError(cables.problems, command);
    for (const note of [...notes('node1', node1), ...notes('node2', node2), ...cables.notes]) progress(note);
  });
}

/** Asks OpenSSH for both machines, and writes down the answer as the lab's own ssh_config. */
async function writeConfig({ folder, sshConfig, userConfig: file, command }: Beginning): Promise<void> {
  if (file === undefined || !existsSync(file)) {
    throw new LabError(
      file === undefined ? 'No file tells how your machines are reached.' : `${file} is not there.`,
      `Name an ssh_config that has \`Host node1\` and \`Host node2\`: ${command}`,
    );
  }
  const found = await eachNode((node) => userMachine(file, node).catch((error: Error) => error));
  const problems = found.flatMap((one) => (one instanceof Error ? [problemOf(one)] : []));
  if (problems.length > 0) throw problemsError(problems, command);
  const machines = found as UserMachine[];
  privateFolder(folder);
  const knownHostsFile = join(folder, 'known_hosts');
  const keys = machines.flatMap(({ host, hostKeys }) => hostKeys.map((key) => `${host} ${key}\n`));
  writeAtomically(knownHostsFile, keys.join(''));
  const entries = machines.map((machine) => ({ ...machine, knownHostsFile, hostKeyAlias: machine.host }));
  writeAtomically(sshConfig, formatSshConfig(entries));
}

/** All that is wrong with a machine; where it is usable, how it is. */
async function examine(connection: Connection, signal?: AbortSignal): Promise<{ problems: string[]; state?: State }> {
  try {
    await reach(connection, signal);
    const problems = await lacks(connection, signal);
    if (problems.length > 0) return { problems };
    const { state } = await readState(connection, undefined, signal);
    return { state, problems: managementProblem(connection.target.host, state) };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof LabError) return { problems: [problemOf(error)] };
    throw error;
  }
}
