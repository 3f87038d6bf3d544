import { Listr, ListrLogger, PRESET_TIMER, ProcessOutput } from 'listr2';
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
      rendererOptions: { collapseErrors: false, showErrorMessage: false, timer, logger: onStderr() },
      fallbackRendererOptions: { timer, logger: onStderr() },
      registerSignalListeners: false,
    },
  );
  await draw.run();
  if (draw.errors.length > 0) throw draw.errors[0]!;
}

/** Progress goes to stderr: stdout belongs to what a verb reports, which may be JSON. */
const onStderr = (): ListrLogger =>
  new ListrLogger({ useIcons: true, processOutput: new ProcessOutput(process.stderr, process.stderr) });

/** How long a step took is told where it took over a second. */
const timer = { ...PRESET_TIMER, condition: (ms: number): boolean => ms > 1_000 };
