import { NetdiveError } from '../errors.js';

/**
 * Throws a NetdiveError where an action is none: cells are compiled without strict checks, and `lab.watch(red.ping(...))`
 * comes here too.
 * @param whose what wants it, as a sentence begins: `lab.watch()`
 * @param before before what such an action has begun: `the first look`
 * @param example how the call is written, without its closing parenthesis: `lab.watch(() => red.ping(...)`
 * @example demandAction(action, 'lab.watch()', 'the first look', 'lab.watch(() => red.ping(...)')
 */
export function demandAction(action: unknown, whose: string, before: string, example: string): void {
  if (typeof action === 'function') return;
  throw new NetdiveError(
    `${whose} wants a function: what it is given has begun before ${before}.`,
    `Write \`() =>\` in front of it: ${example}).`,
  );
}

/**
 * Runs an action; who waits for it is free when the signal fires, also where the action never ends.
 * @throws what the action throws; the signal's reason
 * @example await unlessAborted(() => red.ping('10.0.0.1'), signal)
 */
export async function unlessAborted<T>(action: () => T | PromiseLike<T>, signal: AbortSignal): Promise<T> {
  let leave: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    leave = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', leave);
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([action(), aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
