import { ParseError } from '../errors.js';
import type { Result } from '../transport/result.js';

/**
 * What a command printed, for a parser: all of it, or an error.
 * @throws ParseError where the middle was left out because it was more than is kept
 */
export function whole({ host, netns, command, stdout, omitted }: Result): string {
  if (omitted === undefined || omitted.stdout === 0) return stdout;
  const bytes = (Buffer.byteLength(stdout) + omitted.stdout).toLocaleString('en');
  throw new ParseError(
    `${netns === '' ? host : `${netns} on ${host}`}: \`${command}\` printed ${bytes} bytes. That is more than is kept, so it cannot be read.`,
    'Ask for less, such as one device: `ip link show dev NAME`.',
  );
}
