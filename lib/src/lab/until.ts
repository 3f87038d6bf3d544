import { pending } from '../kernel/pending.js';
import { Lab, lab } from './lab.js';

/** How long `until` goes on. */
export interface UntilOptions {
  /** In ms; 5,000 where not given. */
  readonly timeout?: number;
}

/**
 * Reads again and again until what was read is as expected, for what the kernel does a moment later, such as noticing
 * that a cable is dead. Gives what was read last, expected or not: a check afterwards says which.
 * @example const links = await until(() => node1.links(), (now) => now.some((link) => link.ifname === 'br0'));
 */
export function until<T>(
  read: () => Promise<T>,
  expected: (now: T) => boolean,
  options: UntilOptions = {},
): Promise<T> {
  return pending('until(...)', async (signal) => {
    const clock = Lab.clockOf(lab);
    const deadline = clock.now() + (options.timeout ?? 5_000);
    for (;;) {
      const now = await read();
      if (expected(now) || clock.now() > deadline) return now;
      await clock.wait(50, signal);
    }
  });
}
