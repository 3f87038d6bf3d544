import type { Checkpoint, Provider } from '../provider/provider.js';
import { isLeftOver } from './checkpoint-kind.js';
import { pointCheckpoints } from './points/points.js';

/**
 * Forgets the checkpoints that nobody can go back to any more: those of cells whose kernel has ended, and prepared points
 * that no chapter makes now.
 * @returns what was forgotten
 */
export async function prune(provider: Provider): Promise<readonly Checkpoint[]> {
  if (provider.cannot.checkpoints !== undefined) return [];
  const points = pointCheckpoints();
  const left = (await provider.checkpoints()).filter((checkpoint) => isLeftOver(checkpoint, points));
  for (const { name } of left) await provider.remove(name);
  return left;
}
