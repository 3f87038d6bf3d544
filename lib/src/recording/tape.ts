import type { Clock } from '../clock.js';
import type { Channel } from '../transport/link.js';
import type { OnOutput } from '../transport/shell.js';
import type { Verb } from './recording.js';

/** A question of a cell. */
export interface Question {
  readonly verb: Verb;
  /** `node1`, `node1 red` for a namespace on it, or `lab`. */
  readonly on: string;
  /** The command, or the program with its arguments. */
  readonly what: string;
  /** What a program is fed with. */
  readonly input?: string;
  readonly signal?: AbortSignal | undefined;
  /** Hears a command’s output as it comes. */
  readonly onOutput?: OnOutput | undefined;
}

/** What all questions of a notebook go through: it keeps the answers of the machines, or gives those that were kept. */
export interface Tape {
  readonly clock: Clock;
  /** A name that is new on the machines, and the same in the recording and its replays. */
  newId(): string;
  /**
   * The answer as plain data.
   * @param live asks the machine; a replay never calls it
   */
  ask(question: Question, live: (heard: OnOutput) => Promise<unknown>): Promise<unknown>;
  /** What leads to a program that was started. */
  talk(question: Question, live: () => Promise<Channel>): Promise<Channel>;
}

/** The cell that asks: the kernel’s, without what a tape does not need. */
export interface Asking {
  /** Its id in the notebook, where the page tells it. */
  readonly notebookId?: string | undefined;
  readonly code: string;
  /** Resolves when the cell has ended, however it did. */
  readonly ended: Promise<void>;
}
