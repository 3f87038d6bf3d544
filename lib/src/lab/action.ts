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
