import type { ChildProcess } from 'node:child_process';

/** What a child has told by `process.send`, the last of it, and how it ended: by a signal or with a code. */
export interface Told<T> {
  readonly message: T | undefined;
  readonly ended: NodeJS.Signals | number | null;
}

/** Waits for a child to end. Rejects where it could not be started. */
export function told<T>(child: ChildProcess): Promise<Told<T>> {
  return new Promise((resolve, reject) => {
    let message: T | undefined;
    child.on('message', (said) => (message = said as T));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve({ message, ended: signal ?? code }));
  });
}
