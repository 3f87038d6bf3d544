import { setImmediate } from 'node:timers/promises';

/** How long others wait for a slice of long work, in ms, beside the one thing that is being done when it is over. */
const SLICE_MS = 8;

/** To be awaited after each thing of long work. */
export type Pause = () => Promise<void>;

/**
 * Lets the event loop go on while long work is done: whoever awaits it between two things gives way to others when it is time.
 * For work that does one thing after another.
 * @param signal ends the work at its next pause, by throwing its reason
 * @param sliceMs how long others wait; 0 lets them have every pause
 * @example for (const packet of packets) { decode(packet); await pause(); }
 */
export function pauses(signal?: AbortSignal, sliceMs: number = SLICE_MS): Pause {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < sliceMs) return;
    await setImmediate();
    signal?.throwIfAborted();
    since = performance.now();
  };
}
