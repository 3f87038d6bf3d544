import { NetdiveError } from '../errors.js';

/** A command of `netdive` as data: what a person types, what it does, and the work. */
export interface Verb {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** In commander's notation: `<node>`, `[command...]`. */
  readonly arguments?: readonly (readonly [notation: string, description: string])[];
  readonly options?: readonly (readonly [flags: string, description: string])[];
  /** What follows the arguments belongs to another program, dashes and all. */
  readonly passThrough?: boolean;
  /** @returns the exit code where it is not 0 */
  run(call: Call): Promise<number | void>;
}

/** A verb that has verbs of its own: `netdive image build`. */
export interface VerbGroup {
  readonly name: string;
  readonly summary: string;
  readonly verbs: readonly Verb[];
}

/** One use of a verb. */
export interface Call {
  readonly args: readonly (string | readonly string[] | undefined)[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  /** Fires at Ctrl-C. */
  readonly signal: AbortSignal;
}

/** A verb was called with what does not go together: exit code 2. */
export class WrongUse extends NetdiveError {}

/** The option that names a lab, alike on every verb that has one. */
export const LAB = ['--lab <name>', 'which lab; NETDIVE_LAB or "default" where none is named'] as const;
export const JSON_OPTION = ['--json', 'as JSON, for programs'] as const;

export const labOf = (call: Call): string | undefined => call.options.lab as string | undefined;

/** Says what a provider could not undo. */
export function tellLeft(left: readonly string[]): void {
  for (const sentence of left) process.stdout.write(`${sentence}\n`);
}
