import { closestMatch } from 'leven';
import { LabError } from '../errors.js';
import { day } from '../view/replay.js';
import type { Exchange, Provenance, RecordedCell } from './recording.js';
import type { Question } from './tape.js';

type Asked = Pick<Exchange, 'verb' | 'on' | 'asked'>;

/** What is said where a recording has no answer: what was asked, the nearest that it knows, and the way to live machines. */
export class Unanswered {
  constructor(private readonly of: Pick<Provenance, 'chapter' | 'date'>) {}

  /**
   * A question that the cell did not ask then.
   * @param left what it asked then and has not asked yet
   * @param others all that is recorded from this cell on
   */
  question(asked: Asked, left: readonly Exchange[], others: readonly Exchange[]): LabError {
    const near = nearest(asked, left) ?? nearest(asked, others);
    const nearText = near === undefined ? '' : ` The nearest that it knows: ${words(near)}.`;
    return this.#error(`${this.#recording} has no answer here to ${words(asked)}.${nearText}`);
  }

  /** A cell that did not ask anything then, or was not there. */
  cell(code: string, next: RecordedCell | undefined): LabError {
    const nextText = next === undefined ? '' : ` The next that it knows begins with: ${next.begins}`;
    return this.#error(
      `${this.#recording} does not know the cell \`${firstLine(code)}\`, which asks the machines.${nextText}`,
    );
  }

  /** A cell whose turn it is not. */
  order(cell: RecordedCell, before: RecordedCell, last: RecordedCell | undefined, again: boolean): LabError {
    const why = again
      ? `has answered \`${cell.begins}\` already, when the machines stood otherwise than now`
      : `knows \`${cell.begins}\` only after \`${before.begins}\``;
    const lastText = last === undefined ? 'nothing was run before' : `the last that ran was \`${last.begins}\``;
    return this.#error(`${this.#recording} ${why}; ${lastText}.`, GO_ON);
  }

  /** After something that was not recorded. */
  lost(why: string): LabError {
    return this.#error(`${this.#recording} does not know how the machines would stand now. Before this: ${why}`, GO_ON);
  }

  /** A cell that does not ask what it asked then. */
  missed(expected: Exchange): LabError {
    return this.#error(`${this.#recording} cannot go on: the cell does not ask ${words(expected)}, as it did then.`);
  }

  /** Something else was said to a program than then. */
  said({ on, what }: Pick<Question, 'on' | 'what'>): LabError {
    return this.#error(
      `${this.#recording} does not know what ${words({ verb: 'open', on, asked: what })} would say to that.`,
    );
  }

  get #recording(): string {
    return `The recording of ${day(this.of.date)}`;
  }

  #error(message: string, cure = ''): LabError {
    return new LabError(
      message,
      `${cure}On live machines everything has its answer: npx netdive start ${this.of.chapter}`,
    );
  }
}

const GO_ON = 'Run the section’s cells in their order, from the one with `lab.open` on. ';

function words({ on, asked }: Asked): string {
  const line = firstLine(asked);
  return on === 'lab' ? `lab: ${line}` : `\`${line}\` on ${on}`;
}

function nearest(wanted: Asked, among: readonly Exchange[]): Exchange | undefined {
  const text = ({ on, asked }: Asked): string => `${on}: ${asked}`.slice(0, 200);
  const found = closestMatch(text(wanted), [...new Set(among.map(text))]);
  return among.find((one) => text(one) === found);
}

const firstLine = (text: string): string => text.trim().split('\n')[0]!.slice(0, 120);
