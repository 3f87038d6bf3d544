import { readFile } from 'node:fs/promises';
import { NODES } from '../provider/nodes.js';
import { MEMORY } from '../provider/qemu/machine.js';
import { missing, note, ok, type Found } from './prerequisite.js';

const GB = 2 ** 20; // in /proc/meminfo's KiB

/** GB. Both machines' own memory, and what QEMU needs beside each. */
export const MACHINES_GB: number = (NODES.length * (MEMORY + 200)) / 1_024;
/** GB. A browser with one page, JupyterLab and a kernel. */
export const PAGE_GB = 1;

/**
 * Whether two machines, and a browser beside them, fit into what is available (proc_meminfo(5): without swapping).
 * @param running the lab's machines run already: what they need is taken from what is available
 */
export async function memory(running: boolean, meminfo = '/proc/meminfo'): Promise<Found> {
  const available = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(await readFile(meminfo, 'utf8'))?.[1]) / GB;
  if (Number.isNaN(available)) return note('The system does not tell how much memory is available.');
  const machines = running ? 0 : MACHINES_GB;
  const text = `${available.toFixed(1)} GB of memory are available`;
  const mend = 'Close programs that use much memory: ps -eo rss,comm --sort=-rss | head';
  if (available < machines) return missing(`${text}, and the two machines need ${machines.toFixed(1)} GB.`, mend);
  if (available < machines + PAGE_GB)
    return note(`${text}: enough for the machines, and little for a browser beside them.`, mend);
  return ok(`${text}; the machines and a browser need ${(machines + PAGE_GB).toFixed(1)} GB.`);
}
