import { setTimeout as delay } from 'node:timers/promises';
import type { ShellPool } from './pool.js';
import { type OnOutput, type Outcome, type Pids, type Shell, ShellError } from './shell.js';

/** How long a shell may take to say which process it started, or that the process has ended. */
const WORD_MS = 300;
/** How long a shell may take to start a command, beside the command's own time. */
const START_MS = 15_000;
/** What timeout(1) gives. */
const TIMED_OUT = 124;
/** setTimeout takes no more; such a limit is none. */
const LONGEST_MS = 2 ** 31 - 1;

/** What a command that was ended before it began has done. */
const NOT_BEGUN: Outcome = { stdout: '', stderr: '', omitted: { stdout: 0, stderr: 0 }, exitCode: TIMED_OUT };

/** What one command needs beside its script. */
export interface Execution {
  /** In ms. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly onOutput?: OnOutput;
  /** What ends processes, through other shells of the machine. */
  readonly pool: Pick<ShellPool, 'terminate' | 'runBeside'>;
}

/** How a command ended, and who ended it. */
export interface Executed extends Outcome {
  readonly endedBy?: 'timeout' | 'abort';
}

/** Runs one command on a shell, and ends it with all its children at its time limit or when its signal says so. */
export async function execute(shell: Shell, script: string, options: Execution): Promise<Executed> {
  const running = shell.run(script, options.onOutput);
  let endedBy: Executed['endedBy'];
  let ending: Promise<void> | undefined;
  let over = false;
  const end = (by: Executed['endedBy']): void => {
    endedBy ??= by;
    ending ??= endCommand(shell, running, options.pool);
  };
  const limit = (ms: number): NodeJS.Timeout | undefined =>
    ms <= LONGEST_MS ? setTimeout(end, ms, 'timeout') : undefined;
  let timer = limit(options.timeoutMs + START_MS);
  void shell.started.then((pids) => {
    clearTimeout(timer);
    if (pids !== undefined && !over) timer = limit(options.timeoutMs);
  });
  const abort = (): void => end('abort');
  options.signal?.addEventListener('abort', abort);
  try {
    const outcome = await running.catch((error: unknown) => {
      if (endedBy !== undefined && error instanceof ShellError && error.why !== 'lost') return NOT_BEGUN;
      throw error;
    });
    await ending;
    return endedBy === 'timeout' ? { ...outcome, exitCode: TIMED_OUT, endedBy } : { ...outcome, endedBy };
  } finally {
    over = true;
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', abort);
  }
}

/**
 * Ends a command within two seconds for who waits for it. A shell that does not tell its process by then, or does not
 * notice the process's end, is given up: something stopped or broke it, or it starts late and is ended then.
 */
async function endCommand(shell: Shell, running: Promise<Outcome>, pool: Execution['pool']): Promise<void> {
  const pids = await Promise.race([shell.started, delay(WORD_MS, undefined)]);
  if (pids !== undefined) {
    await endTree(pids, pool);
    await Promise.race([running.catch(() => undefined), delay(WORD_MS)]);
  }
  if (shell.state !== 'busy') return;
  shell.abandon(TIMED_OUT);
  void giveUp(shell, pool);
}

async function giveUp(shell: Shell, pool: Execution['pool']): Promise<void> {
  const pids = await shell.started;
  if (pids !== undefined) {
    await endTree(pids, pool);
    await pool.runBeside(`kill -KILL ${pids.shell}`).catch(() => undefined);
  }
  shell.close();
}

/** Where the connection breaks meanwhile, the command's own promise tells it. */
function endTree({ command, shell, harmless }: Pids, pool: Execution['pool']): Promise<void> {
  return pool.terminate({ pid: command, shell, spared: harmless }).catch(() => undefined);
}
