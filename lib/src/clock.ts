import { setTimeout as delay } from 'node:timers/promises';

/** The time that a lab’s work goes by: this computer’s, or in a replay the recorded one. */
export interface Clock {
  /** In ms, from some moment on. */
  now(): number;
  /** Resolves after a time (ms); rejects with an AbortError when the signal fires. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** A signal that fires after a time (ms). */
  limit(ms: number): AbortSignal;
}

/** This computer’s time. */
export const wallClock: Clock = {
  now: () => performance.now(),
  wait: (ms, signal) => delay(ms, undefined, signal && { signal }),
  limit: (ms) => AbortSignal.timeout(ms),
};
