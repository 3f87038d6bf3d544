import type { Progress } from '../../progress.js';
import { type Chapter, layersOf } from '../chapters.js';
import type { HeldMachines } from '../held-machines.js';
import { prune } from '../prune.js';
import { goBackTo } from './go-to.js';
import { makePoint } from './make.js';
import type { KeptPoint } from './points.js';

/** Where machines are put, and for whom. */
export interface Destination {
  /** Whose layers they carry, and whose kept points stay. */
  readonly chapter?: Chapter | undefined;
  /** The points to it from clean machines; none for clean machines. */
  readonly way: readonly KeptPoint[];
}

/**
 * Puts both machines to a prepared point, or to clean, and connects to them. What was not made yet is made, and kept.
 * @returns what could not be undone, a sentence each
 * @example await arrive(held, { chapter: chapter('veth'), way: wayTo('veth', 'wired') }, progress, signal)
 */
export async function arrive(
  held: HeldMachines,
  { chapter, way }: Destination,
  progress: Progress,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { provider } = held;
  const wanted = { signal, ...(chapter && { layers: layersOf(chapter) }) };
  const { missing, left } = await goBackTo(provider, way, progress, wanted);
  await held.connect(progress, signal);
  for (const point of missing) {
    progress(`making the point ${point.name}; from the next time on it is there`);
    await makePoint(point, provider, (node) => held.connection(node), signal);
  }
  await prune(provider, chapter?.name);
  return left;
}
