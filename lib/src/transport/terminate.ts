import { setTimeout as delay } from 'node:timers/promises';

const GRACE_MS = 1000;
const LOOK_MS = 50;

/** Runs a script on a shell that is free for it, and gives its standard output. */
export type RunScript = (script: string) => Promise<string>;

/**
 * Ends a process with all its descendants and the groups they lead: asks first (TERM), and after a second does not ask
 * (KILL). Resolves when none is left.
 *
 * @example await terminate(4711, (script) => shell.run(script))
 */
export async function terminate(pid: number, run: RunScript): Promise<void> {
  const deadline = performance.now() + GRACE_MS;
  let living = await sweep('TERM', [pid], run);
  while (living.length > 0) {
    await delay(LOOK_MS);
    living = await sweep(performance.now() < deadline ? '0' : 'KILL', living, run);
  }
}

async function sweep(signal: 'TERM' | 'KILL' | '0', pids: readonly number[], run: RunScript): Promise<number[]> {
  const living = await run(sweepScript(signal, pids));
  return living.split(' ').map(Number).filter(Boolean);
}

/**
 * Prints the living among the processes, their descendants and their groups, and signals them. By builtins only, and
 * on one line: as several, its first failing line would stop it.
 */
function sweepScript(signal: string, pids: readonly number[]): string {
  return `
    wanted=' ${pids.join(' ')} ' living= all=();
    for file in /proc/[0-9]*/stat; do
      stat=;
      read -r -d '' stat < $file;
      set -- \${stat##*) };
      file=\${file#/proc/};
      all+=("\${file%/stat} $1 $2 $3");
    done 2> /dev/null;
    while before=$wanted; do
      for process in "\${all[@]}"; do
        set -- $process;
        if [[ $wanted != *" $1 "* && ( $wanted == *" $3 "* || $wanted == *" $4 "* ) ]]; then wanted+="$1 "; fi;
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
