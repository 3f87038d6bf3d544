import { Listr, PRESET_TIMER } from 'listr2';
import type { Progress } from '../progress.js';

/** A piece of work that tells how far it is. */
export interface Step {
  readonly title: string;
  work(progress: Progress): Promise<unknown>;
}

/**
 * Does steps one after another, or all at once, and shows on stderr what each is doing: drawn in place at a terminal,
 * a line each in a log. Rejects with the first error, after the others have come to their end.
 */
export async function steps(list: readonly Step[], options: { atOnce?: boolean } = {}): Promise<void> {
  const draw = new Listr(
    list.map(({ title, work }) => ({
      title,
      task: async (_, task): Promise<void> => {
        await work((step) => (task.output = step));
      },
    })),
    {
      concurrent: options.atOnce ?? false,
      exitOnError: !options.atOnce,
      collectErrors: 'minimal',
      fallbackRenderer: 'simple',
      rendererOptions: { collapseErrors: false, showErrorMessage: false, timer },
      fallbackRendererOptions: { timer },
      registerSignalListeners: false,
    },
  );
  await draw.run();
  if (draw.errors.length > 0) throw draw.errors[0]!;
}

/** How long a step took is told where it took over a second. */
const timer = { ...PRESET_TIMER, condition: (ms: number): boolean => ms > 1_000 };
