import { firstLine } from '../../errors.js';
import type { Progress } from '../../progress.js';
import { sameLayers } from '../../provider/layers.js';
import type { Provider, Wanted } from '../../provider/provider.js';
import type { KeptPoint } from './points.js';

/** How far the machines were put back. */
export interface WentBack {
  /** The points that are still to be made from there. */
  readonly missing: readonly KeptPoint[];
  /** What could not be undone, a sentence each. */
  readonly left: readonly string[];
}

/** Puts both machines back to the last point of a way that is kept, or to clean. */
export async function goBackTo(
  provider: Provider,
  way: readonly KeptPoint[],
  progress: Progress,
  wanted: Wanted,
): Promise<WentBack> {
  const kept = await nearest(provider, way, wanted);
  if (kept === undefined) {
    return { missing: way, left: await provider.reset(progress, wanted) };
  }
  try {
    progress(`going back to ${kept.name}`);
    await provider.restore(kept.checkpoint);
    return { missing: way.slice(way.indexOf(kept) + 1), left: [] };
  } catch (error) {
    wanted.signal?.throwIfAborted();
    progress(`making the point ${kept.name} anew: ${firstLine(error)}`);
    const left = await provider.reset(progress, wanted);
    await provider.remove(kept.checkpoint);
    return { missing: way, left };
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
  if (!sameLayers(layers, present)) return undefined;
  const names = new Set((await provider.checkpoints()).map(({ name }) => name));
  return way.findLast(({ checkpoint }) => names.has(checkpoint));
}
