import type { Cell } from './cell.js';
import type { Call } from './pending.js';

/**
 * Names the calls that a cell left behind without an `await`, and waits until they have ended.
 * @returns how many there were; undefined when the waiting was interrupted
 */
export async function awaitForgotten(cell: Cell): Promise<number | undefined> {
  const named = new Set<Call>();
  const stopped = new Promise<void>((resolve) => cell.signal.addEventListener('abort', () => resolve()));
  for (;;) {
    const left = [...cell.calls].filter((call) => !named.has(call) && !(call.awaited && call.settled));
    if (left.length === 0) return named.size;
    for (const call of left) {
      named.add(call);
      cell.write('stderr', `${describe(call)}\n`);
    }
    await Promise.race([stopped, Promise.all(left.map((call) => reportFailure(call, cell)))]);
    if (cell.state === 'stopped') return undefined;
    // What waited for these calls goes on now, and may call again.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

function describe(call: Call): string {
  const place = call.line === undefined ? call.what : `${call.what} (line ${call.line})`;
  return call.settled
    ? `${place} was not awaited. Write \`await\` in front of it.`
    : `${place} was still running when the cell ended. Write \`await\` in front of it.`;
}

async function reportFailure(call: Call, cell: Cell): Promise<void> {
  const error = await call.outcome;
  if (error !== undefined && !call.awaited)
    cell.write('stderr', `${error instanceof Error ? error.message : String(error)}\n`);
}
