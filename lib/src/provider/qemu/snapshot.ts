import { settled } from '../../settled.js';
import type { Monitor } from './monitor.js';

/** A slow disk under load; savevm takes 0.3 to 2 s as a rule. */
const LIMIT_MS = 120_000;

/** What QEMU calls a snapshot in a machine's disk; more is in QEMU's qapi/block-core.json, SnapshotInfo. */
interface SnapshotInfo {
  readonly name: string;
  readonly 'vm-state-size': number;
}

/**
 * Saves both machines at one moment: both stand still until both are saved. Nobody else may see a snapshot of this name
 * before this has resolved: where it rejects, or is killed, one machine may have it and the other not.
 * @returns the bytes that both memories take
 */
export async function saveBoth(monitors: readonly Monitor[], tag: string): Promise<number> {
  try {
    await Promise.all(monitors.map((monitor) => monitor.execute('stop')));
    await settled(monitors.map((monitor) => monitor.order(`savevm ${tag}`, LIMIT_MS)));
  } finally {
    await settled(monitors.map((monitor) => monitor.execute('cont')));
  }
  const sizes = await Promise.all(monitors.map(async (monitor) => (await snapshots(monitor)).get(tag) ?? 0));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Puts both machines back to a snapshot. Both stand still before the first one goes back: none sees the other's two times. */
export async function loadBoth(monitors: readonly Monitor[], tag: string): Promise<void> {
  await Promise.all(monitors.map((monitor) => monitor.execute('stop')));
  await Promise.all(monitors.map((monitor) => monitor.order(`loadvm ${tag}`, LIMIT_MS)));
  await resume(monitors);
}

/** Lets machines go on that stand still: somebody was killed while they saved them, or their disk was full. */
export async function resume(monitors: readonly Monitor[]): Promise<void> {
  await Promise.all(monitors.map((monitor) => monitor.execute('cont')));
}

/** Deletes a machine's snapshots except those named. */
export async function keepOnly(monitor: Monitor, tags: readonly string[]): Promise<void> {
  for (const tag of (await snapshots(monitor)).keys()) {
    if (!tags.includes(tag)) await monitor.order(`delvm ${tag}`, LIMIT_MS);
  }
}

/** A machine's snapshots by name, with the bytes of each one's memory. */
async function snapshots(monitor: Monitor): Promise<Map<string, number>> {
  const blocks = await monitor.execute<{ inserted?: { image: { snapshots?: SnapshotInfo[] } } }[]>('query-block');
  const all = blocks.flatMap((block) => block.inserted?.image.snapshots ?? []);
  return new Map(all.map((snapshot) => [snapshot.name, snapshot['vm-state-size']]));
}
