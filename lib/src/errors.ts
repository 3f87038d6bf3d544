import { inspect } from 'node:util';

/** An error that says what happened, where, and how to go on. A cell shows its message only, never a stack of ours. */
export class NetdiveError extends Error {
  /** Its kind, as a cell prints it. */
  override readonly name: string = 'NetdiveError';

  constructor(
    message: string,
    /** The way on: a sentence, and the command that mends it where there is one. */
    readonly cure?: string,
    options?: ErrorOptions,
  ) {
    super(cure === undefined ? message : `${message}\n${cure}`, options);
    Object.defineProperty(this, inspect.custom, { value: () => `${this.name}: ${this.message}` });
  }
}

/** The lab itself is not as it should be: no machine, no image, a machine that died, a port taken. */
export class LabError extends NetdiveError {
  /** Its kind, as a cell prints it. */
  override readonly name = 'LabError';
}

/** What a command printed could not be read. The message shows the text around the place. */
export class ParseError extends NetdiveError {
  /** Its kind, as a cell prints it. */
  override readonly name = 'ParseError';
}

/** What an error says first: enough to tell of while work goes on otherwise. */
export const firstLine = (error: unknown): string => (error as Error).message.split('\n')[0]!;
