import type { Progress } from '../../progress.js';
import type { Provider, Wanted } from '../../provider/provider.js';
import { cleanMachines } from '../clean.js';
import type { KeptPoint } from './points.js';

/**
 * Puts both machines back to the last point of a way that is kept, or to clean.
 * @returns the points that are still to be made from there
 */
export async function goBackTo(
  provider: Provider,
  way: readonly KeptPoint[],
  progress: Progress,
  wanted: Wanted,
): Promise<readonly KeptPoint[]> {
  const kept = await nearest(provider, way, wanted);
  if (kept === undefined) {
    await cleanMachines(provider, progress, wanted);
    return way;
  }
  try {
    progress(`going back to ${kept.name}`);
    await provider.restore(kept.checkpoint);
    return way.slice(way.indexOf(kept) + 1);
  } catch (error) {
    wanted.signal?.throwIfAborted();
    progress(`making the point ${kept.name} anew: ${(error as Error).message.split('\n')[0]}`);
    await cleanMachines(provider, progress, wanted);
    await provider.remove(kept.checkpoint);
    return way;
  }
}

/** The last point of a way that the lab's present machines can be put back to. */
async function nearest(
  provider: Provider,
  way: readonly KeptPoint[],
  { layers = [] }: Wanted,
): Promise<KeptPoint | undefined> {
  if (way.length === 0 || provider.cannot.checkpoints !== undefined) return undefined;
  const { layers: present } = await provider.status();
  if ([...layers].sort().join() !== [...present].sort().join()) return undefined;
  const names = new Set((await provider.checkpoints()).map(({ name }) => name));
  return way.findLast(({ checkpoint }) => names.has(checkpoint));
}
