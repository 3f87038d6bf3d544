import { constants, existsSync, rmSync } from 'node:fs';
import { copyFile, mkdtemp, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheHome, socketFolder } from '../../paths.js';
import type { Progress } from '../../progress.js';
import { GuestAgent } from './guest-agent.js';
import { locked } from './lock.js';
import { setKey, type Basis } from './basis.js';
import { agentSocket, monitorSocket } from './machine.js';
import { Monitor } from './monitor.js';
import { end } from './process.js';
import { diskOf, makeDisks, startPair } from './start.js';
import { privateFolder } from '../../private-file.js';
import { eachNode } from '../nodes.js';

/** Two freshly booted machines, saved: a lab starts from a copy. They have no keys yet, so that no two labs share one. */
export interface WarmPair {
  /** The hash of all that the saved machines depend on: another QEMU cannot be trusted to load them. */
  readonly set: string;
  /** Copies both machines' disks, with the snapshot `warm` in them, into a lab's folder. */
  copyTo(folder: string): Promise<void>;
}

/** The saved machines for an image, an accelerator and a QEMU; booted and saved now where there are none yet. */
export async function warmPair(
  basis: Basis,
  progress: Progress,
  signal?: AbortSignal,
): Promise<WarmPair & { readonly booted: boolean }> {
  const set = setKey(basis);
  const folder = join(privateFolder(join(cacheHome(), 'warm')), set);
  const booted = await locked(`warm-${set}`, 'another netdive boots the machines', progress, async () => {
    if (existsSync(folder)) return false;
    const building = await mkdtemp(join(cacheHome(), 'warm', '.booting-'));
    try {
      await bootAndSave(building, basis, progress, signal);
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
  await makeDisks(folder, image);
  const machines = await startPair({ folder, sockets, image, accelerator }, () => {});
  try {
    await eachNode(async (node) => {
      const agent = await GuestAgent.connect(agentSocket(sockets, node), node, 180_000, signal);
      // `degraded` is as good: what a chapter needs is checked by the chapter's own cells.
      await agent.run('/bin/sh', '-c', 'systemctl is-system-running --wait >/dev/null; sync');
      agent.close();
    });
    progress('saving both machines');
    await eachNode(async (node) => {
      const monitor = await Monitor.qmp(monitorSocket(sockets, node), node);
      await monitor.order('savevm warm', 120_000);
      monitor.close();
    });
  } finally {
    await Promise.all(Object.values(machines).map(end));
    rmSync(sockets, { recursive: true, force: true });
  }
}
