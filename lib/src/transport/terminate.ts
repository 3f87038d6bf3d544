import { setTimeout as delay } from 'node:timers/promises';

/** With what it takes to look and to end eight commands at once, this stays within two seconds. */
const GRACE_MS = 800;
const LOOK_MS = 50;
/** A process that the kernel does not let go (waiting for a disk) survives even KILL. */
const MOST_SWEEPS = 20;

/** Runs a script on a shell that is free for it, and gives its standard output. */
export type RunScript = (script: string) => Promise<string>;

/** A process to end with all that it started. */
export interface Root {
  readonly pid: number;
  /** Who gets its descendants when they lose their parent (a subreaper): what it has beside `spared` is ended too. */
  readonly shell?: number;
  readonly spared?: readonly number[];
}

/**
 * Ends processes with all their descendants, also those that went away into a session of their own: asks first (TERM), and
 * before a second is over does not ask (KILL). Resolves when none is left.
 *
 * @example await terminate([{ pid: 4711 }], (script) => shell.run(script))
 */
export async function terminate(roots: readonly Root[], run: RunScript): Promise<void> {
  const deadline = performance.now() + GRACE_MS;
  const first = roots.map(({ pid }) => pid).filter((pid) => pid > 1); // all else descends from 0 and 1
  let pids = await sweep('TERM', first, run, roots);
  for (let living = pids; living.length > 0 && performance.now() < deadline;) {
    await delay(LOOK_MS);
    living = numbers(await run(livingScript(living)));
  }
  // Also where none of them lives: one may have had a child while it was being ended.
  for (let count = 0; count < MOST_SWEEPS; count++) {
    pids = await sweep('KILL', [...first, ...pids], run);
    if (pids.length === 0) return;
    await delay(LOOK_MS);
  }
}

async function sweep(
  signal: 'TERM' | 'KILL',
  pids: readonly number[],
  run: RunScript,
  orphans: readonly Root[] = [],
): Promise<number[]> {
  return numbers(await run(sweepScript(signal, pids, orphans)));
}

function numbers(words: string): number[] {
  return words.split(' ').map(Number).filter(Boolean);
}

// The scripts use builtins only, and are one line: as several, their first failing line would stop them.

/** Prints those of the processes that live. */
function livingScript(pids: readonly number[]): string {
  return `
    living=;
    for pid in ${pids.join(' ')}; do
      stat=;
      read -r -d '' stat < /proc/$pid/stat;
      set -- \${stat##*) };
      [[ \${1-Z} == [ZX] ]] || living+="$pid ";
    done 2> /dev/null;
    echo $living`.replaceAll(/\s*\n\s*/g, ' ');
}

/**
 * Signals the living among the processes, their descendants and their groups, and prints them. A shell's other children
 * count only at first: a command that has ended leaves its place to the process that waits for the next.
 */
function sweepScript(signal: string, pids: readonly number[], orphans: readonly Root[]): string {
  const shells = orphans.flatMap(({ shell }) => shell ?? []);
  const spared = orphans.flatMap((root) => root.spared ?? []);
  return `
    wanted=' ${pids.join(' ')} ' shells=' ${shells.join(' ')} ' spared=' ${spared.join(' ')} ' living= all=();
    for file in /proc/[0-9]*/stat; do
      stat=;
      read -r -d '' stat < $file;
      set -- \${stat##*) };
      [[ $1 ]] || continue;
      file=\${file#/proc/};
      all+=("\${file%/stat} $1 $2 $3");
    done 2> /dev/null;
    while before=$wanted; do
      for process in "\${all[@]}"; do
        set -- $process;
        [[ $wanted == *" $1 "* || $spared == *" $1 "* ]] && continue;
        if [[ $wanted == *" $3 "* || $wanted == *" $4 "* || $shells == *" $3 "* ]]; then wanted+="$1 "; fi;
      done;
      [[ $wanted != "$before" ]] || break;
    done;
    for process in "\${all[@]}"; do
      set -- $process;
      if [[ $wanted == *" $1 "* && $2 != [ZX] ]]; then
        living+="$1 ";
        kill -${signal} $1;
        ${signal === 'TERM' ? 'kill -CONT $1;' : ''}
      fi;
    done 2> /dev/null;
    echo $living`.replaceAll(/\s*\n\s*/g, ' ');
}
