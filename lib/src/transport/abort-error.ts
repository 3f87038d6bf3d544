import { NetdiveError } from '../errors.js';

/** A command was interrupted by its AbortSignal; nothing of it runs any more. */
export class AbortError extends NetdiveError {
  override readonly name = 'AbortError';
  readonly code = 'ABORT_ERR';
}
