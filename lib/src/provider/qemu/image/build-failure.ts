import { LabError } from '../../../errors.js';

/** What a builder's log shows, what that means, and the way on. */
const CAUSES: readonly { readonly shows: RegExp; readonly cause: string; readonly cure: string }[] = [
  {
    shows: /Temporary failure (in name resolution|resolving)|Could not resolve|Network is unreachable|no such host/i,
    cause: 'Debian’s packages cannot be reached: there is no network, or it is not let through.',
    cure: 'Try again where there is one; without, on a computer that has one: npx netdive bundle FILE, and here: npm start -- --offline FILE',
  },
  {
    shows: /No space left on device|don't have enough free space|disk quota exceeded|File size limit exceeded/i,
    cause: 'The disk is full.',
    cure: 'Make room in /var/tmp and in the cache (`npx netdive image clean` removes old images), then try again.',
  },
  {
    shows: /newuidmap (failed|not found)|subuid|(cannot|failed to) unshare|unshare failed/i,
    cause: 'This user may not make user namespaces, which the builder needs where it is not root.',
    cure: 'See `npx netdive doctor`, then try again.',
  },
];

/** The error for a build that failed: a known cause first, then the end of what the builder said. */
export function buildFailure(what: string, log: string): LabError {
  const end = log.trimEnd().split('\n').slice(-15).join('\n');
  const known = CAUSES.find(({ shows }) => shows.test(log));
  return new LabError(
    `${what} could not be built${known ? `. ${known.cause} The builder said` : ''}:\n${end}`,
    known?.cure ?? 'See `npx netdive doctor` for what may be missing, then try again.',
  );
}
