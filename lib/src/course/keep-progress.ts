import { basename, dirname, join, resolve } from 'node:path';
import { currentCell } from '../kernel/cell.js';
import { chapters, fileName } from '../lab/chapters.js';
import { checkout } from '../paths.js';
import { changeProgress, type ChapterProgress } from './progress-file.js';
import { copiesFolder } from './working-copy.js';

/**
 * The chapter whose working copy this kernel runs, by the path that the Jupyter server gives it; undefined for any other
 * notebook. The committed chapter is none: it has the answers in it.
 */
export function chapterOfKernel(path: string | undefined = process.env.JPY_SESSION_NAME): string | undefined {
  if (process.env.NETDIVE_REPLAY) return undefined; // what machines said to somebody else proves nothing of the learner
  if (!path || dirname(resolve(path)) !== join(checkout, 'notebooks', copiesFolder)) return undefined;
  return chapters().find((one) => `${fileName(one)}.ipynb` === basename(path))?.name;
}

/** Writes down that the learner has opened the chapter, where this kernel runs one. */
export function keepOpened(): void {
  void keep((now) => ({ ...now, opened: new Date().toISOString() }));
}

/** Writes down what a cell proved or predicted, where this kernel runs a chapter. The page never fails by it. */
export function keepProved({ claims = [], predictions = [] }: Partial<ChapterProgress>): void {
  if (claims.length + predictions.length === 0) return;
  void keep((now) => ({
    ...now,
    claims: [...new Set([...now.claims, ...claims])],
    predictions: [...new Set([...now.predictions, ...predictions])],
  }));
}

const none: ChapterProgress = { claims: [], predictions: [] };

async function keep(change: (now: ChapterProgress) => ChapterProgress): Promise<void> {
  const cell = currentCell();
  const tell = (sentence: string): void => cell?.write('stderr', `${sentence}\n`);
  try {
    const chapter = chapterOfKernel();
    if (chapter === undefined) return;
    await changeProgress((now) => ({ ...now, [chapter]: change(now[chapter] ?? none) }), tell);
  } catch (error) {
    tell(`What you proved could not be written down: ${error instanceof Error ? error.message : String(error)}`);
  }
}
