import { setTimeout as delay } from 'node:timers/promises';
import type { OnOutput, Outcome, Shell } from './shell.js';
import { type RunScript, terminate } from './terminate.js';

/** How long a shell may take to say which process it started, or that the process has ended. */
const WORD_MS = 300;
const LOOK_MS = 10;
/** What timeout(1) gives. */
const TIMED_OUT = 124;
/** setTimeout takes no more; such a limit is none. */
const LONGEST_MS = 2 ** 31 - 1;

/** What one command needs beside its script. */
export interface Execution {
  /** In ms. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly onOutput: OnOutput;
  /** Runs a script of ours on another shell of the machine, and gives its standard output. */
  readonly runBeside: RunScript;
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
  const end = (by: Executed['endedBy']): void => {
    endedBy ??= by;
    ending ??= endCommand(shell, running, options.runBeside);
  };
  const timer = options.timeoutMs <= LONGEST_MS ? setTimeout(end, options.timeoutMs, 'timeout') : undefined;
  const abort = (): void => end('abort');
  options.signal?.addEventListener('abort', abort);
  try {
    const outcome = await running;
    await ending;
    return endedBy === 'timeout' ? { ...outcome, exitCode: TIMED_OUT, endedBy } : { ...outcome, endedBy };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', abort);
  }
}

/** A shell that does not tell its process, or does not notice its end, is dropped: something stopped or broke it. */
async function endCommand(shell: Shell, running: Promise<Outcome>, runBeside: RunScript): Promise<void> {
  const over = running.then(
    () => undefined,
    () => undefined,
  );
  for (let waited = 0; shell.pids === undefined && waited < WORD_MS; waited += LOOK_MS) await delay(LOOK_MS);
  const { pids } = shell;
  // Where the connection broke meanwhile, `running` tells it.
  if (pids !== undefined) await terminate(pids.command, runBeside).catch(() => undefined);
  await Promise.race([over, delay(WORD_MS)]);
  if (shell.state !== 'busy') return;
  shell.abandon(TIMED_OUT);
  if (pids !== undefined) await runBeside(`kill -KILL ${pids.shell}`).catch(() => undefined);
}
