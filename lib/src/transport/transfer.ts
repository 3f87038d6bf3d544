import type { ClientChannel } from 'ssh2';

/** How a program on the machine ended that was fed by us. */
export interface Transferred {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * Feeds a program on its own channel with bytes, and waits for its end. It learns from their number whether all came: a
 * connection that breaks looks like their end.
 *
 * @throws Error when the channel closes before the program has ended
 */
export function transfer(channel: ClientChannel, input: Buffer, signal?: AbortSignal): Promise<Transferred> {
  return new Promise((resolve, reject) => {
    const said = { stdout: '', stderr: '' };
    const end = (): void => channel.close();
    channel.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
    channel.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
    channel.on('error', () => undefined); // a close follows
    // An early `exit` may have been told before anybody listened; `close` tells it again.
    channel.on('close', (exitCode?: number | null) => {
      signal?.removeEventListener('abort', end);
      if (exitCode === undefined) reject(new Error('The channel closed before the program had ended'));
      else resolve({ ...said, exitCode: exitCode ?? 255 });
    });
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end);
    channel.end(input);
  });
}
