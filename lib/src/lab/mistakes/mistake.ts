/** A mistake that learners make: what is said, what it means, what mends it. */
export interface KnownMistake {
  /** What the command said: on stderr or, where that is empty, on stdout. */
  readonly says: RegExp;
  /** Only for these commands. Most words of the kernel mean something else with another command. */
  readonly command?: RegExp;
  readonly means: string | ((said: string[], command: string) => string);
  readonly mend: string | ((said: string[], command: string) => string);
}

/** What mends whatever was done to the machines. */
export const RESET = '`await lab.reset()` puts both machines back to clean.';
