import { CommandError } from '../../transport/command-error.js';
import type { Connection } from '../../transport/connection.js';
import { hintFor } from '../hints.js';
import { filterPlace } from './filter-place.js';
import { type CaptureOptions, complaintOf, type Tap, tcpdumpLine } from './tcpdump.js';

/** Why a tcpdump did not begin to listen; of a filter, where in it. */
export async function tapFault(
  connection: Connection,
  tap: Tap,
  options: CaptureOptions,
  { said, exitCode }: { readonly said: string; readonly exitCode: number },
  signal: AbortSignal,
): Promise<CommandError> {
  const command = tcpdumpLine(tap, options);
  const stderr = complaintOf(said);
  const result = {
    host: connection.target.host,
    netns: '', // the command itself says in which namespace it runs
    command,
    stdout: '',
    stderr,
    exitCode,
    durationMs: 0,
    timedOut: false,
  };
  const place = options.filter && (await filterPlace(connection, tap, options.filter, stderr, signal));
  if (place) return new CommandError(result, place);
  const known = hintFor(command, stderr);
  return known ? new CommandError(result, `${known.means} ${known.mend}`) : new CommandError(result);
}
