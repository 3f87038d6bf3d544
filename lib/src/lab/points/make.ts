import type { Provider } from '../../provider/provider.js';
import { CommandError } from '../../transport/command-error.js';
import type { Connection } from '../../transport/connection.js';
import type { KeptPoint } from './points.js';

/** A point may start a cluster, on an emulated machine. */
const LIMIT_MS = 600_000;

/**
 * Makes a point on machines that stand where it goes on from, and keeps it where the provider can. A step that fails is
 * a CommandError, and then nothing is kept; nothing half made ever is, whatever ends us.
 */
export async function makePoint(
  point: KeptPoint,
  provider: Provider,
  connection: (node: string) => Connection,
  signal: AbortSignal,
): Promise<void> {
  for (const { on, run } of point.steps) {
    const result = await connection(on).run(run.trim(), { signal, timeoutMs: LIMIT_MS });
    if (result.exitCode !== 0 || result.timedOut) throw new CommandError(result);
  }
  signal.throwIfAborted();
  if (provider.cannot.checkpoints === undefined) await provider.save(point.checkpoint);
}
