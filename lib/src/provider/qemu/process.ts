import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ownProcesses } from '../../own-processes.js';
import { procStat } from '../../proc-stat.js';

/** A process of ours. A number alone may since have been given to a stranger; with the start time it is that process. */
export interface ProcessId {
  readonly pid: number;
  /** As `ProcStat` has it. */
  readonly started: string;
}

/** Starts a program that outlives this one: a session of its own, what it prints goes to a log. */
export function startDetached(program: string, args: readonly string[], log: string): Promise<ProcessId> {
  const output = openSync(log, 'w', 0o600);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { detached: true, stdio: ['ignore', output, output] });
    closeSync(output);
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve({ pid: child.pid!, started: procStat(child.pid!)?.started ?? '' });
    });
  });
}

export function isRunning(process: ProcessId): boolean {
  return procStat(process.pid)?.started === process.started && process.started !== '';
}

/** Lets a process go on that somebody has stopped. */
export function wake(target: ProcessId): void {
  if (isRunning(target)) process.kill(target.pid, 'SIGCONT');
}

/** Ends a process and returns when it is gone: first asked, after two seconds made to. */
export async function end(target: ProcessId): Promise<void> {
  const kill = (signal: NodeJS.Signals): void => {
    if (isRunning(target)) process.kill(target.pid, signal);
  };
  kill('SIGTERM');
  kill('SIGCONT'); // a stopped process would not hear of it
  for (let waited = 0; isRunning(target); waited += 5) {
    if (waited === 2_000) kill('SIGKILL');
    await delay(5);
  }
}

/** The processes of ours that were called with an argument; it should be one that nothing else is called with. */
export const processesWith = (argument: string): ProcessId[] =>
  ownProcesses().flatMap(({ pid, started, argv }) => (argv.includes(argument) ? [{ pid, started }] : []));
