import { execa } from 'execa';

/** What a program came to. */
export interface Ended {
  readonly failed: boolean;
  /** All it printed. */
  readonly log: string;
}

/**
 * Bash's standard input is a pipe that only we hold. When it ends, we have ended or given up, however that came about,
 * and the program and all its children are asked to end and tidy up. A trap is not inherited; an ignored signal would be.
 */
const TIED = `
exec 3<&0
trap : TERM
"$@" </dev/null 3<&- &
work=$!
{ read -r _ <&3; kill -TERM 0; } >/dev/null 2>&1 &
watch=$!
exec 3<&-
until wait "$work"; code=$?; ! kill -0 "$work" 2>/dev/null; do :; done
kill "$watch" 2>/dev/null
exit "$code"`;

/** How long a program may tidy up before it is made to end. */
const GRACE = 20_000;

/**
 * Runs a program that starts many others, in a process group of its own that does not outlive this process: not after
 * an interrupt, and not after kill -9.
 * @param line called with each line that it prints
 */
export async function runTied(
  command: readonly string[],
  options: {
    env?: Record<string, string>;
    cwd?: string;
    signal?: AbortSignal | undefined;
    line?: (text: string) => void;
  },
): Promise<Ended> {
  const { env = {}, cwd, signal, line } = options;
  signal?.throwIfAborted();
  const run = execa('/bin/bash', ['-c', TIED, 'netdive', ...command], {
    env,
    ...(cwd !== undefined && { cwd }),
    detached: true,
    cleanup: false,
    stdin: 'pipe',
    all: true,
    reject: false,
  });
  const end = (): void => {
    run.stdin.end();
    setTimeout(() => killGroup(run.pid!), GRACE).unref();
  };
  signal?.addEventListener('abort', end, { once: true });
  try {
    for await (const text of run.iterable({ from: 'all' })) line?.(text);
    const { failed, all } = await run;
    return { failed, log: all };
  } finally {
    signal?.removeEventListener('abort', end);
    signal?.throwIfAborted();
  }
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // it has ended
  }
}
