import { readFileSync } from 'node:fs';
import { MEMORY } from '../../lib/src/provider/qemu/machine.js';
import type { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import { row, type Row } from './row.js';

/** A room's server: this many labs at once in this much memory. */
const LABS = 16;
const MEMORY_MB = 24 * 1_024;

/** What a lab takes of this computer, when nothing happens in it and when its machines have used all that they may. */
export async function capacity(provider: QemuProvider): Promise<Row[]> {
  await provider.reset(() => undefined);
  const idle = await memory(provider);
  await Promise.all(
    [...(await readTargets(provider.sshConfig)).values()].map(async (target) => {
      const connection = new Connection(target);
      await connection.run(BUSY, { timeoutMs: 300_000 });
      connection.disconnect();
    }),
  );
  const busy = await memory(provider);
  const share = MEMORY_MB / LABS;
  return [
    row('memory of an idle lab', 'MB', idle, share, `a ${LABS}th of 24 GiB`, { of: 'ratio', atMost: 1 }),
    row('memory of a busy lab', 'MB', busy, share, `a ${LABS}th of 24 GiB`, { of: 'ratio', atMost: 1 }),
    row('disk of a checkpoint', 'MB', await checkpoint(provider), 2 * MEMORY, 'the memory of both machines', {
      of: 'ratio',
      atMost: 0.5,
    }),
  ];
}

/** Reads every file, so that the machine's memory fills up, and runs every tool of an administrator's once. */
const BUSY = `
  find /usr /etc /var -xdev -type f -exec cat {} + > /dev/null
  for program in /usr/sbin/*; do timeout 2 "$program" --version; done < /dev/null > /dev/null 2>&1 || true`;

/** What both processes hold of this computer's memory, in MiB; what they share with others counts in part (Pss, proc(5)). */
async function memory(provider: QemuProvider): Promise<number> {
  const { nodes } = await provider.status();
  const kilobytes = nodes.map(({ pid }) => {
    const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return Number(pss);
  });
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1_024;
}

/** What a checkpoint of clean machines takes on this computer's disk, in MiB. */
async function checkpoint(provider: QemuProvider): Promise<number> {
  await provider.reset(() => undefined);
  const { bytes } = await provider.save('bench');
  await provider.remove('bench');
  return bytes / 2 ** 20;
}
