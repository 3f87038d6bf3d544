import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { NetdiveError } from '../errors.js';
import { kernelName } from '../kernel/kernelspec.js';
import { cellsToRun, exercisesOf } from './exercise.js';
import { jupyterFolders } from './jupyter-folders.js';
import { readNotebook } from './notebook.js';
import { type ExecuteEvent, readEvent } from './run-events.js';
import { type CourseVerdict, readVerdict } from './verdict.js';

/** How one cell of a notebook ran. */
export interface CellRun {
  readonly index: number;
  readonly status: 'ok' | 'error' | 'aborted';
  readonly durationMs: number;
  readonly verdicts: readonly CourseVerdict[];
  /** What the cell said on stderr, where it failed. */
  readonly error?: string;
  /** The cell is tagged `raises-exception`, or did not fail. */
  readonly expected: boolean;
}

export interface NotebookRun {
  readonly cells: readonly CellRun[];
  /** Verdicts that hold. */
  readonly passed: number;
  /** Verdicts that do not hold. */
  readonly failed: number;
  /** Those of them that are open: an exercise that is not solved, a prediction that was not made. They are no fault. */
  readonly open: number;
  /** Cells that failed and should not have. */
  readonly errors: number;
  readonly ok: boolean;
}

export interface RunOptions {
  /** The virtual environment that has Jupyter. */
  readonly venv: string;
  readonly kernel?: string;
  /** The kernel's folder; the notebook's own when left out. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called before a cell runs, with no run, and after it. */
  readonly onCell?: (index: number, run?: CellRun) => void;
  /** Run the exercises' solutions, and not their starter code. */
  readonly solve?: boolean;
  /** Keep the outputs in the notebook. */
  readonly write?: boolean;
  /** The most that one cell may take. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

const executor = fileURLToPath(new URL('../../jupyter/execute.py', import.meta.url));

/**
 * Runs a notebook top to bottom in a fresh kernel and gives every cell's own status. A cell that fails does not end the run.
 * @example const { ok, cells } = await runNotebook('notebooks/01-wires.ipynb', { venv: '.venv', solve: true });
 */
export async function runNotebook(path: string, options: RunOptions): Promise<NotebookRun> {
  const { kernel = kernelName, cwd = dirname(path), solve = false, write = false, timeoutMs = 300_000 } = options;
  const cells = await readNotebook(path);
  const plan = cellsToRun(cells, solve);
  const unsolved = new Set(solve ? [] : exercisesOf(cells).flatMap(({ claims }) => claims));
  const ask = {
    path: resolve(path),
    kernel,
    cwd: resolve(cwd),
    sources: plan.map(({ index, source }) => [index, source]),
    write: write ? resolve(path) : null,
    timeoutMs,
    tries: 100,
    outputLimit: 20_000_000,
  };
  const runs: CellRun[] = [];
  const finish = (run: CellRun): void => {
    runs.push(run);
    options.onCell?.(run.index, run);
  };
  // As the Jupyter server does it: the kernel tells others by this name who has the lab.
  const env = { JPY_SESSION_NAME: ask.path, ...options.env };
  const failure = await execute(ask, { ...options, env }, (event) => {
    if (event.event === 'start') options.onCell?.(event.index);
    if (event.event === 'done') {
      const mayFail = cells[event.index]?.tags.includes('raises-exception') ?? false;
      finish(cellRun(event, mayFail, unsolved));
    }
  });
  options.signal?.throwIfAborted();
  if (failure !== undefined && runs.length === 0)
    throw new NetdiveError(`${basename(path)} could not be run: ${failure}`);
  for (const { index } of plan.slice(runs.length)) {
    finish({
      index,
      status: 'aborted',
      durationMs: 0,
      verdicts: [],
      error: failure ?? 'It was not run.',
      expected: false,
    });
  }
  return summary(runs);
}

/** Starts the Python side and hands on its events. It ends by itself when our end of the pipe is closed. */
async function execute(
  ask: object,
  { venv, env, signal }: RunOptions,
  onEvent: (event: ExecuteEvent) => void,
): Promise<string | undefined> {
  let end: string | undefined = 'the program that runs it ended early.';
  const python = execa(join(resolve(venv), 'bin', 'python'), ['-I', executor], {
    env: { ...jupyterFolders(venv), ...env, PYTHONDONTWRITEBYTECODE: '1' },
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: false,
    reject: false,
  });
  let said = '';
  python.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-2000)));
  const stop = (): void => void python.stdin.end();
  signal?.addEventListener('abort', stop, { once: true });
  python.stdin.on('error', () => undefined);
  python.stdin.write(`${JSON.stringify(ask)}\n`);
  if (signal?.aborted) stop();
  for await (const line of python.iterable({ from: 'stdout' })) {
    const event = readEvent(line);
    if (event?.event === 'end') end = undefined;
    else if (event?.event === 'fail') end = event.message;
    else if (event !== undefined) onEvent(event);
    if (event?.event === 'end' || event?.event === 'fail') stop();
  }
  const { exitCode } = await python;
  signal?.removeEventListener('abort', stop);
  return end !== undefined && exitCode !== 0 ? `${end}\n${said}` : end;
}

/** @param unsolved claims of exercises that are not solved in this run */
function cellRun(
  event: Extract<ExecuteEvent, { event: 'done' }>,
  mayFail: boolean,
  unsolved: ReadonlySet<string>,
): CellRun {
  const status = event.status === 'ok' || event.status === 'error' ? event.status : 'aborted';
  const verdicts = event.verdicts
    .map(readVerdict)
    .filter((verdict) => verdict !== undefined)
    .map((verdict) => judged(verdict, unsolved));
  return {
    index: event.index,
    status,
    durationMs: event.durationMs,
    verdicts,
    ...(status === 'ok' ? {} : { error: event.stderr.trimEnd() }),
    expected: status === 'ok' || (mayFail && status === 'error'),
  };
}

/** Whether a check is open depends on the run: with the solutions nothing is. */
function judged({ kind, claim, holds, hint, open: said }: CourseVerdict, unsolved: ReadonlySet<string>): CourseVerdict {
  const open = kind === 'check' ? !holds && unsolved.has(claim) : said === true;
  return { kind, claim, holds, ...(hint !== undefined && { hint }), ...(open && { open }) };
}

function summary(cells: readonly CellRun[]): NotebookRun {
  const verdicts = cells.flatMap((cell) => cell.verdicts);
  const passed = verdicts.filter((verdict) => verdict.holds).length;
  const failed = verdicts.length - passed;
  const open = verdicts.filter((verdict) => verdict.open).length;
  const errors = cells.filter((cell) => !cell.expected).length;
  return { cells, passed, failed, open, errors, ok: failed === open && errors === 0 };
}
