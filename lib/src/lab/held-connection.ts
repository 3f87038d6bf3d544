import { Connection, type RunOptions } from '../transport/connection.js';
import type { Result } from '../transport/result.js';
import type { Target } from '../transport/target.js';
import type { Hold } from './hold.js';

/**
 * A connection to a machine of a lab that somebody else may open or rewind at any time. A command that runs meanwhile
 * fails and says that, also where it seems to have succeeded: it may have run on the machine as it was put back.
 */
export class HeldConnection extends Connection {
  readonly #hold: Hold;

  constructor(target: Target, hold: Hold) {
    super(target);
    this.#hold = hold;
  }

  override async run(script: string, options: RunOptions = {}): Promise<Result> {
    const changed = (): Error | undefined => this.#hold.fault(shortened(script));
    const result = await super.run(script, options).catch(async (error: unknown) => {
      throw options.signal?.aborted
        ? error
        : (changed() ?? (await this.#hold.panic(this.target.host, shortened(script))) ?? error);
    });
    const fault = changed();
    if (fault) throw fault;
    return result;
  }
}

/** A script by its first line, for a message. */
function shortened(script: string): string {
  const [first = '', ...more] = script.trim().split('\n');
  return more.length === 0 ? first : `${first} ...`;
}
