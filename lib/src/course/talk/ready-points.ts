import { chapter, layersOf } from '../../lab/chapters.js';
import { MOST_POINTS } from '../../lab/checkpoint-kind.js';
import { whileHeld } from '../../lab/held-machines.js';
import { arrive } from '../../lab/points/arrive.js';
import { wayTo } from '../../lab/points/points.js';
import type { Progress } from '../../progress.js';
import { sameLayers } from '../../provider/layers.js';
import type { Provider } from '../../provider/provider.js';
import type { OpensAt } from './opens.js';

/** How many of a talk's prepared points are there before it begins. */
export interface ReadyPoints {
  readonly there: number;
  /** Of these, those that were made just now. */
  readonly made: number;
  /** The others are made when the talk comes to them: a lab keeps so many, and those of one kind of machine only. */
  readonly all: number;
}

/**
 * Makes those of a talk's prepared points that are missing, the first ones that a lab keeps together, on machines that carry what
 * the first one's chapter wants. The machines stand anywhere afterwards.
 */
export async function readyPoints(
  provider: Provider,
  opens: readonly OpensAt[],
  progress: Progress,
  signal: AbortSignal,
): Promise<ReadyPoints> {
  const [first] = opens;
  if (first === undefined || provider.cannot.checkpoints !== undefined) return { there: 0, made: 0, all: opens.length };
  const layers = layersOf(chapter(first.chapter));
  const kept = new Set<string>();
  let [there, made] = [0, 0];
  await whileHeld(provider, 'a rehearsal', async (held) => {
    for (const open of opens.filter((one) => sameLayers(layersOf(chapter(one.chapter)), layers))) {
      const way = wayTo(open.chapter, open.point);
      const with_ = new Set([...kept, ...way.map(({ checkpoint }) => checkpoint)]);
      if (with_.size > MOST_POINTS) break;
      for (const name of with_) kept.add(name);
      there++;
      const { layers: carried } = await provider.status();
      const names = (await provider.checkpoints()).map(({ name }) => name);
      if (sameLayers(carried, layers) && names.includes(way.at(-1)!.checkpoint)) continue;
      made++;
      const tell: Progress = (step) => progress(`${open.chapter}, ${open.point}: ${step}`);
      await arrive(held, { chapter: chapter(open.chapter), way }, tell, signal);
    }
  });
  return { there, made, all: opens.length };
}
