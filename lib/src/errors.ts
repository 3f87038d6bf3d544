import { inspect } from 'node:util';

/** An error that says what happened, where, and how to go on. A cell shows its message only, never a stack of ours. */
export class NetdiveError extends Error {
  override readonly name: string = 'NetdiveError';

  /** @param cure the way on: a sentence, and the command that mends it where there is one */
  constructor(
    message: string,
    readonly cure?: string,
    options?: ErrorOptions,
  ) {
    super(cure === undefined ? message : `${message}\n${cure}`, options);
    Object.defineProperty(this, inspect.custom, { value: () => `${this.name}: ${this.message}` });
  }
}

/** The lab itself is not as it should be: no machine, no image, a machine that died, a port taken. */
export class LabError extends NetdiveError {
  override readonly name = 'LabError';
}

/** What a command printed could not be read. The message shows the text around the place. */
export class ParseError extends NetdiveError {
  override readonly name = 'ParseError';
}
