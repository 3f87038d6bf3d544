import { NetdiveError } from '../errors.js';
import { showable } from '../kernel/display.js';
import { parseVerifierLog, type VerifierLog } from '../parse/verifier-log.js';
import type { Result } from '../transport/result.js';
import { verifierView } from '../view/verifier.js';

/**
 * What the kernel's verifier said of a program that `bpftool`, `ip` or `tc` was to load: shown line of C by line of C, with
 * the one that it refused.
 * @throws NetdiveError where it was not asked: the program was loaded, or there was something else in the way
 * @example show(verifierLog(await node1.try`bpftool prog load kind.o /sys/fs/bpf/kind`));
 */
export function verifierLog(result: Result): VerifierLog {
  const log = parseVerifierLog(result.stderr);
  if (log !== undefined) return showable(log, verifierView(log));
  throw new NetdiveError(
    `The verifier said nothing in \`${result.command.trim()}\`.`,
    result.exitCode === 0
      ? 'The program is loaded: it has nothing against it. `bpftool -d prog load ...` prints what it thought.'
      : 'Something else went wrong before it was asked: show the result itself.',
  );
}
