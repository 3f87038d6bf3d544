import type { Checkpoint, Provider } from '../provider/provider.js';
import { isLeftOver, surplusPoints } from './checkpoint-kind.js';
import { pointCheckpoints } from './points/points.js';

/**
 * Forgets the checkpoints that nobody can go back to any more: those of cells whose kernel has ended, and prepared points
 * that no chapter makes now; and the oldest prepared points where there are too many, which are made again when wanted.
 * @param open the chapter that is open: its points stay
 * @returns what was forgotten
 */
export async function prune(provider: Provider, open?: string): Promise<readonly Checkpoint[]> {
  if (provider.cannot.checkpoints !== undefined) return [];
  const points = pointCheckpoints();
  const all = await provider.checkpoints();
  const left = all.filter((checkpoint) => isLeftOver(checkpoint, points));
  const surplus = surplusPoints(
    all.filter((checkpoint) => !left.includes(checkpoint)),
    open,
  );
  for (const { name } of [...left, ...surplus]) await provider.remove(name);
  return [...left, ...surplus];
}
