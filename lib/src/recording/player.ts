import { firstLine, LabError, NetdiveError } from '../errors.js';
import type { Clock } from '../clock.js';
import { AbortError } from '../transport/abort-error.js';
import type { Channel } from '../transport/link.js';
import { askedText, digest } from './asked.js';
import { newId } from './new-id.js';
import type { RecordedCell, Recording, Thrown } from './recording.js';
import { ReplayedChannel } from './replayed-channel.js';
import { Rerun } from './rerun.js';
import type { Asking, Question, Tape } from './tape.js';
import { Unanswered } from './unanswered.js';

/** A cell that is being replayed. */
interface Playing {
  /** Its place among the recorded cells that ask something. */
  readonly place: number;
  readonly rerun: Rerun;
  /** Who waits for an answer. */
  readonly waiting: Set<(error: Error) => void>;
  ids: number;
}

/**
 * Answers what cells ask from a recording. Cells are answered in the order in which they were recorded, each once, from any
 * `lab.open` on: what was recorded later holds on machines that have seen all before it, and on no other ones.
 */
export class Player implements Tape {
  readonly clock: Clock = {
    now: () => this.#playing().rerun.clock.now(),
    wait: (ms, signal) => this.#playing().rerun.clock.wait(ms, signal),
    limit: (ms) => this.#playing().rerun.clock.limit(ms),
  };
  readonly #cells: readonly RecordedCell[];
  readonly #unanswered: Unanswered;
  readonly #playings = new WeakMap<Asking, Playing>();
  /** The cell that was answered last. */
  #reached = -1;
  /** What happened otherwise than in the recording; nothing that comes after it is known. */
  #lost: string | undefined;

  /**
   * @param asking the cell that runs now
   * @param patienceMs how long a cell may compute before it asks for what comes next
   */
  constructor(
    readonly recording: Recording,
    private readonly asking: () => Asking | undefined,
    private readonly patienceMs?: number,
  ) {
    this.#cells = recording.cells.filter(({ exchanges }) => exchanges.length > 0);
    this.#unanswered = new Unanswered(recording.provenance);
  }

  newId(): string {
    const playing = this.#playing();
    return newId(this.#cells[playing.place]!.cell, ++playing.ids);
  }

  async ask(question: Question): Promise<unknown> {
    const playing = this.#playing();
    const { rerun, waiting } = playing;
    const index = this.#find(playing, question);
    const { thrown, answer } = rerun.exchanges[index]!;
    const { signal } = question;
    return new Promise((resolve, reject) => {
      waiting.add(reject);
      const stop = (): void => {
        // Somebody interrupts what was not interrupted then: how the machines would stand now nobody knows.
        if (rerun.does(index, 'stop') !== undefined) return;
        this.#lost ??= 'a cell was interrupted';
        reject(new AbortError(`${question.on}: \`${question.what}\` was interrupted.`));
      };
      signal?.addEventListener('abort', stop, { once: true });
      rerun.ask(index, ({ what, text = '' }) => {
        if (what === 'stdout' || what === 'stderr') question.onOutput?.(what, text);
        if (what !== 'answered') return;
        waiting.delete(reject);
        signal?.removeEventListener('abort', stop);
        if (thrown === undefined) resolve(answer);
        else reject(errorOf(thrown));
      });
      if (signal?.aborted) stop();
    });
  }

  async talk(question: Question): Promise<Channel> {
    const playing = this.#playing();
    const { rerun, waiting } = playing;
    const index = this.#find(playing, question);
    const { thrown } = rerun.exchanges[index]!;
    const channel = new ReplayedChannel((what, text) => {
      const step = rerun.does(index, what);
      if (what === 'stdin' && step?.text !== text) throw this.#lose(this.#unanswered.said(question));
      return step !== undefined;
    });
    return new Promise((resolve, reject) => {
      const give = (error: Error): void => {
        reject(error);
        channel.over();
      };
      waiting.add(give);
      rerun.ask(index, ({ what, text = '' }) => {
        if (what === 'stdout') channel.emit('data', Buffer.from(text, 'base64'));
        else if (what === 'stderr') channel.stderr.emit('data', Buffer.from(text, 'base64'));
        else if (what === 'close') channel.over();
        else if (what === 'answered' && thrown !== undefined) reject(errorOf(thrown));
        else if (what === 'answered') resolve(channel as unknown as Channel);
      });
    });
  }

  #find({ place, rerun }: Playing, { verb, on, what, input }: Question): number {
    const asked = askedText(what);
    const found = rerun.find((one) => one.verb === verb && one.on === on && one.asked === asked && one.input === input);
    if (found !== undefined) return found;
    const left = rerun.left.filter((step) => step.what === 'asked').map(({ exchange }) => rerun.exchanges[exchange]!);
    const cells = this.#cells.slice(place);
    throw this.#lose(
      this.#unanswered.question(
        { verb, on, asked },
        left,
        cells.flatMap(({ exchanges }) => exchanges),
      ),
    );
  }

  /** What the cell that asks now is in the recording; begins it where it asks for the first time. */
  #playing(): Playing {
    const cell = this.asking();
    if (cell === undefined) throw new LabError('A recording answers what cells ask, and nobody else.');
    const known = this.#playings.get(cell);
    if (known === undefined) return this.#begin(cell);
    if (this.#lost !== undefined) throw this.#unanswered.lost(this.#lost);
    return known;
  }

  #begin(cell: Asking): Playing {
    const place = this.#placeOf(cell);
    if (place === undefined) throw this.#lose(this.#unanswered.cell(cell.code, this.#cells[this.#reached + 1]));
    const recorded = this.#cells[place]!;
    if (opens(recorded)) this.#lost = undefined;
    else if (this.#lost !== undefined) throw this.#unanswered.lost(this.#lost);
    else if (place !== this.#reached + 1)
      throw this.#unanswered.order(
        recorded,
        this.#cells[place - 1]!,
        this.#cells[this.#reached],
        place <= this.#reached,
      );
    this.#reached = place;
    const waiting: Playing['waiting'] = new Set();
    const stuck = ({ exchange }: { readonly exchange: number }): void => {
      const error = this.#lose(this.#unanswered.missed(recorded.exchanges[exchange]!));
      waiting.forEach((give) => give(error));
    };
    const rerun = new Rerun(recorded, stuck, this.patienceMs);
    const playing = { place, rerun, waiting, ids: 0 };
    this.#playings.set(cell, playing);
    void cell.ended.then(() => {
      const [first] = rerun.left;
      rerun.end();
      if (first !== undefined)
        this.#lost ??= `\`${recorded.begins}\` left out what it had asked: ${rerun.exchanges[first.exchange]!.asked}`;
    });
    return playing;
  }

  /** By its id where the page tells it; else by its code, of several alike the one that comes next. */
  #placeOf({ notebookId, code }: Asking): number | undefined {
    const places = [...this.#cells.keys()];
    const byId = places.find((place) => this.#cells[place]!.cell === notebookId);
    if (byId !== undefined) return byId;
    const alike = places.filter((place) => this.#cells[place]!.code === digest(code));
    return alike.find((place) => place > this.#reached) ?? alike[0];
  }

  #lose(error: LabError): LabError {
    this.#lost ??= firstLine(error);
    return error;
  }
}

/** Whether a cell puts the machines into a state of their own first: it needs none before it. */
const opens = ({ exchanges: [first] }: RecordedCell): boolean =>
  first?.verb === 'lab' && first.asked.startsWith('open ');

function errorOf({ name, message }: Thrown): Error {
  if (name === 'LabError') return new LabError(message);
  return name === 'AbortError' ? new AbortError(message) : new NetdiveError(message);
}
