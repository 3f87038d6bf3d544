import { LabError } from '../errors.js';
import { AbortError } from './abort-error.js';
import { CLEAN } from './connect.js';
import { ShellError } from './shell.js';
import type { Target } from './target.js';

/** What is said of a command that its caller ended. */
export function aborted({ host }: Target, what: string, signal?: AbortSignal): AbortError {
  return new AbortError(`${host}: \`${what.trim()}\` was interrupted.`, undefined, { cause: signal?.reason });
}

/** What is said of a command that waited when the connection was dropped on purpose. */
export function notRun({ host }: Target, what: string): LabError {
  return new LabError(
    `\`${what.trim()}\` was not run: the connection to ${host} was dropped before, as when the lab is reset.`,
    'Run the cell again.',
  );
}

/**
 * What is said of a command that the transport could not run to its end: where, what, whether it ran, and the cure.
 *
 * @param silent the connection was ended because the machine had fallen silent
 */
export function told({ host, user }: Target, error: unknown, what: string, silent: boolean): Error {
  if (!(error instanceof Error) || error instanceof LabError || error instanceof TypeError) return error as Error;
  const command = `\`${what.trim()}\``;
  const why = error instanceof ShellError ? error.why : 'refused';
  const unknown = 'it is not known whether it ran.';
  const [message, cure] = {
    refused: [
      `${host} did not start a shell for ${user}: ${error instanceof ShellError ? error.stderr : error.message}`,
      CLEAN,
    ],
    gone: [`No shell on ${host} lived long enough to take ${command}.`, `Something there ends them. ${CLEAN}`],
    ended: [
      `The shell on ${host} that was to run ${command} was ended, perhaps by the command itself: ${unknown}`,
      'See what it has changed, and run it again where that does no harm.',
    ],
    lost: silent
      ? [
          `${host} fell silent while ${command} was running: ${unknown}`,
          `SSH is cut off from the machine, or it stands still or is overwhelmed. ${CLEAN}`,
        ]
      : [
          `The connection to ${host} broke while ${command} was running: ${unknown}`,
          `Run the cell again, it connects anew. Where that fails: ${CLEAN}`,
        ],
  }[why] as [string, string];
  return new LabError(message, cure, { cause: error });
}
