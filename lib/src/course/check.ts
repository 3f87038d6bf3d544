import { checkView } from '../view/check.js';
import { exerciseClaims } from './exercise-claims.js';
import { giveVerdict } from './verdict.js';

/**
 * Says whether a claim holds. A claim that does not is told so, with the hint, and the page goes on; that of an exercise
 * is open until it holds.
 * It looks at facts that were awaited before: `holds` is called at once and must return true or false.
 * @param claim what is claimed, in words
 * @param hint where to look when it does not hold
 * @example check('no router was crossed', () => ping.ttl === 64, 'every router takes one off the TTL');
 */
export function check(claim: string, holds: () => boolean, hint?: string): void {
  const found = judge(holds);
  const help = typeof found === 'string' ? [found, hint].filter((line) => line !== undefined).join('\n') : hint;
  const proved = found === true;
  const open = !proved && exerciseClaims().has(claim);
  giveVerdict(
    {
      kind: 'check',
      claim: String(claim),
      holds: proved,
      ...(help !== undefined && { hint: help }),
      ...(open && { open }),
    },
    checkView,
  );
}

/** True, false, or why it could not be told. */
function judge(holds: () => boolean): boolean | string {
  try {
    const found: unknown = holds();
    if (typeof found === 'boolean') return found;
    if (typeof found === 'object' && found !== null && 'then' in found) {
      void Promise.resolve(found).catch(() => undefined);
      return 'A claim is judged at once. Await the facts on the lines before, and compare them here.';
    }
    return `The claim came to ${String(found)}, which is neither true nor false. Compare it with what you expect.`;
  } catch (error) {
    return `The claim could not be judged: ${error instanceof Error ? error.message : String(error)}`;
  }
}
