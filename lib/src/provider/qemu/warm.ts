import { execa } from 'execa';
import { constants, existsSync, rmSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheHome, socketFolder } from '../../paths.js';
import type { Progress } from '../../progress.js';
import { acquaint } from './acquaint.js';
import { setKey, type Basis } from './basis.js';
import { GuestAgent } from './guest-agent.js';
import type { Image } from './image.js';
import { halfMade } from './image/half-made.js';
import { stamp, untouched } from './image/stamp.js';
import { locked } from '../lock.js';
import { agentSocket, monitorSocket } from './machine.js';
import { Monitor } from './monitor.js';
import { end, type ProcessId } from './process.js';
import { diskOf, startPair } from './start.js';
import { NODES, eachNode } from '../nodes.js';

/** Two freshly booted machines, saved: a lab starts from a copy. They have no keys yet, so that no two labs share one. */
export interface WarmPair {
  /** The hash of all that the saved machines depend on: another QEMU cannot be trusted to load them. */
  readonly set: string;
  /** Copies both machines' disks, with the snapshot `warm` in them, into a lab's folder. */
  copyTo(folder: string): Promise<void>;
}

export const warmHome = (): string => join(cacheHome(), 'warm');

/** The saved machines for an image, an accelerator and a QEMU; booted and saved now where there are none yet. */
export async function warmPair(
  basis: Basis,
  progress: Progress,
  signal?: AbortSignal,
): Promise<WarmPair & { readonly booted: boolean }> {
  const set = setKey(basis);
  const folder = join(warmHome(), set);
  const booted = await locked(`warm-${set}`, 'another netdive boots the machines', progress, async () => {
    if (untouched(folder)) return false;
    if (existsSync(folder)) progress('the saved machines are damaged, and are made anew');
    const building = await halfMade(warmHome(), 'booting', progress);
    try {
      await bootAndSave(building, basis, progress, signal);
      stamp(
        building,
        NODES.map((node) => basename(diskOf(building, node))),
      );
      await rm(folder, { recursive: true, force: true });
      await rename(building, folder);
    } finally {
      rmSync(building, { recursive: true, force: true });
    }
    return true;
  });
  return {
    set,
    booted,
    copyTo: async (lab) => {
      // A reflink where the file system can, else a copy of some 100 MB.
      await eachNode((node) => copyFile(diskOf(folder, node), diskOf(lab, node), constants.COPYFILE_FICLONE));
    },
  };
}

async function bootAndSave(
  folder: string,
  { image, accelerator }: Basis,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  progress('booting both machines for the first time');
  const sockets = socketFolder(folder);
  let machines: readonly ProcessId[] = [];
  const endAll = (): Promise<unknown> => Promise.all(machines.map(end));
  // An interrupt ends the machines, and that ends every wait for one of them.
  const interrupted = (): void => void endAll();
  try {
    await eachNode((node) => overlay(image, diskOf(folder, node)));
    const nodes = await startPair({ folder, sockets, image, accelerator }, () => {});
    machines = Object.values(nodes);
    signal?.throwIfAborted();
    signal?.addEventListener('abort', interrupted);
    await eachNode(async (node) => {
      const agent = await GuestAgent.connect(agentSocket(sockets, node), node, 180_000, signal);
      // `degraded` is as good: what a chapter needs is checked by the chapter's own cells.
      await agent.run('/bin/sh', '-c', 'systemctl is-system-running --wait >/dev/null; sync');
      agent.close();
    });
    progress('making both machines acquainted with what cells run');
    await acquaint(folder, sockets, nodes, signal);
    progress('saving both machines');
    await eachNode(async (node) => {
      const monitor = await Monitor.qmp(monitorSocket(sockets, node), node);
      await monitor.order('savevm warm', 120_000);
      monitor.close();
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupted);
    await endAll();
    rmSync(sockets, { recursive: true, force: true });
  }
}

/** An empty disk over the image. */
async function overlay(image: Image, disk: string): Promise<void> {
  await execa('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', image.disk, '-F', 'qcow2', disk], { cleanup: false });
}
