import { setTimeout as delay } from 'node:timers/promises';
import type { OnOutput, Outcome, Shell } from './shell.js';

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
  /** Ends a process and all it started. */
  readonly terminate: (pid: number) => Promise<void>;
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
    ending ??= endCommand(shell, running, options.terminate);
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
async function endCommand(shell: Shell, running: Promise<Outcome>, terminate: Execution['terminate']): Promise<void> {
  const over = running.then(
    () => undefined,
    () => undefined,
  );
  for (let waited = 0; shell.pid === undefined && waited < WORD_MS; waited += LOOK_MS) await delay(LOOK_MS);
  if (shell.pid !== undefined) await terminate(shell.pid).catch(() => undefined); // a broken connection is told by `running`
  await Promise.race([over, delay(WORD_MS)]);
  if (shell.state === 'busy') shell.abandon(TIMED_OUT);
}
