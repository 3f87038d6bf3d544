import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LabError } from '../../errors.js';
import type { Image } from './image.js';
import { monitorArgument, monitorSocket, qemuArguments, segmentSocket, type Accelerator } from './machine.js';
import { Monitor } from './monitor.js';
import { end, isRunning, processesWith, startDetached, type ProcessId } from './process.js';
import { privateFolder } from '../../private-file.js';
import { DATA_NICS, NODES, eachNode, type NodeName } from '../nodes.js';
import type { Processes } from './state.js';
import { sshPort } from './usernet.js';
import { QEMU } from './version.js';

/** Two machines about to run: their disks and logs lie in `folder`, their sockets in `sockets`. */
export interface Pair {
  readonly folder: string;
  readonly sockets: string;
  readonly image: Image;
  readonly accelerator: Accelerator;
  /** What both start from; a cold boot without. */
  readonly snapshot?: string;
}

export type Started = Record<NodeName, ProcessId & { readonly sshPort: number }>;

export const diskOf = (folder: string, node: string): string => join(folder, `${node}.qcow2`);

/**
 * Starts both machines and returns when QEMU's monitors answer, which is after a snapshot has been loaded.
 * Where one does not start, none is left. Throws a LabError with what QEMU said.
 * @param record called with the processes so far each time one has been started
 */
export async function startPair(pair: Pair, record: (started: Processes) => void): Promise<Started> {
  // Old sockets go first: their appearing again is what tells that a machine listens.
  rmSync(pair.sockets, { recursive: true, force: true });
  privateFolder(pair.sockets);
  const started: Processes = {};
  const ports: Partial<Record<NodeName, number>> = {};
  try {
    for (const node of NODES) {
      const machine = (started[node] = await startMachine(pair, node));
      record(started);
      const listening = node === 'node1' ? DATA_NICS.map((nic) => segmentSocket(pair.sockets, nic)) : [];
      await exist(pair, node, machine, [...listening, monitorSocket(pair.sockets, node)]);
    }
    await eachNode(async (node) => {
      const monitor = await connectMonitor(pair, node, started[node]!);
      ports[node] = await sshPort(monitor).finally(() => monitor.close());
    });
    const whole = (node: NodeName): Started[NodeName] => ({ ...started[node]!, sshPort: ports[node]! });
    return { node1: whole('node1'), node2: whole('node2') };
  } catch (error) {
    await Promise.all(Object.values(started).map(end));
    throw error;
  }
}

function startMachine(pair: Pair, node: NodeName): Promise<ProcessId> {
  const { kernel, initrd } = pair.image;
  const args = qemuArguments({
    ...{ node, kernel, initrd, sockets: pair.sockets, accelerator: pair.accelerator },
    disk: diskOf(pair.folder, node),
    ...(pair.snapshot !== undefined && { snapshot: pair.snapshot }),
  });
  return startDetached(QEMU, args, join(pair.folder, `${node}.log`));
}

/** The processes of the machines whose sockets lie in a folder, also such as nobody has written down. */
export const machinesOf = (sockets: string): ProcessId[] =>
  NODES.flatMap((node) => processesWith(monitorArgument(sockets, node)));

/** Waits until QEMU has made its sockets. */
async function exist(pair: Pair, node: NodeName, machine: ProcessId, paths: readonly string[]): Promise<void> {
  while (!paths.every((path) => existsSync(path))) {
    if (!isRunning(machine)) throw ended(pair, node);
    await delay(5);
  }
}

async function connectMonitor(pair: Pair, node: NodeName, machine: ProcessId): Promise<Monitor> {
  for (;;) {
    try {
      return await Monitor.qmp(monitorSocket(pair.sockets, node), node);
    } catch (error) {
      if (!isRunning(machine)) throw ended(pair, node);
      // The socket has its name a moment before QEMU listens on it.
      if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
      await delay(5);
    }
  }
}

function ended(pair: Pair, node: NodeName): LabError {
  const log = readFileSync(join(pair.folder, `${node}.log`), 'utf8').trim();
  return new LabError(
    `${node} did not start. QEMU said: ${log || 'nothing'}`,
    'Try again, or see what this computer lacks: npx netdive doctor',
  );
}
