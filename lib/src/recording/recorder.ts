import { appendFileSync } from 'node:fs';
import { wallClock, type Clock } from '../clock.js';
import { LabError } from '../errors.js';
import type { Channel } from '../transport/link.js';
import type { OnOutput } from '../transport/shell.js';
import { askedText, digest } from './asked.js';
import { newId } from './new-id.js';
import type { Exchange, Moment } from './recording.js';
import type { Asking, Question, Tape } from './tape.js';

/** A cell’s exchanges while it runs. */
class Notes {
  readonly exchanges: Exchange[] = [];
  readonly waits: (number | null)[] = [];
  /** When the machines were heard of last. */
  heardAt = 0;
  ids = 0;
  readonly #began = performance.now();
  #last = 0;

  /** Each moment has a time of its own, so that their order is never in doubt. */
  stamp(): number {
    const now = Math.round((performance.now() - this.#began) * 1_000) / 1_000;
    this.#last = Math.max(now, Math.round((this.#last + 0.001) * 1_000) / 1_000);
    return this.#last;
  }

  hear(): number {
    return (this.heardAt = this.stamp());
  }
}

/** Keeps what the cells of this kernel ask of the machines, and what these answer: a line of JSON for each cell that has ended. */
export class Recorder implements Tape {
  readonly #notes = new Map<Asking, Notes>();

  /**
   * What a cell reads from it is the moment at which it heard last from a machine: a replay can tell that one exactly.
   */
  readonly clock: Clock = {
    ...wallClock,
    now: () => this.#here().heardAt,
    wait: async (ms, signal) => {
      const notes = this.#here();
      const place = notes.waits.push(null) - 1;
      await wallClock.wait(ms, signal);
      notes.waits[place] = notes.stamp();
    },
  };

  /** @param asking the cell that runs now */
  constructor(
    private readonly file: string,
    private readonly asking: () => Asking | undefined,
  ) {}

  newId(): string {
    const cell = this.asking();
    return newId(cell?.notebookId ?? '', ++this.#here().ids);
  }

  async ask(question: Question, live: (heard: OnOutput) => Promise<unknown>): Promise<unknown> {
    const notes = this.#here();
    const moments: Moment[] = [];
    const stop = (): void => void moments.push({ at: notes.stamp(), what: 'stop' });
    const heard: OnOutput = (what, text) => {
      moments.push({ at: notes.hear(), what, text });
      question.onOutput?.(what, text);
    };
    return this.#keep(question, moments, stop, () => live(heard));
  }

  async talk(question: Question, live: () => Promise<Channel>): Promise<Channel> {
    const notes = this.#here();
    const moments: Moment[] = [];
    let channel: Channel | undefined;
    await this.#keep(
      question,
      moments,
      () => undefined,
      async () => {
        channel = await live();
        listen(channel, (what, bytes) => {
          const at = what === 'stdin' || what === 'end' ? notes.stamp() : notes.hear();
          moments.push({ at, what, ...(bytes && { text: bytes.toString('base64') }) });
        });
      },
    );
    return channel!;
  }

  async #keep(question: Question, moments: Moment[], stop: () => void, live: () => Promise<unknown>): Promise<unknown> {
    const notes = this.#here();
    const { verb, on, what, input, signal } = question;
    const at = notes.stamp();
    const index = notes.exchanges.push({ verb, on, asked: askedText(what), at, until: Infinity }) - 1;
    signal?.addEventListener('abort', stop);
    const end = (more: Partial<Exchange>): void => {
      signal?.removeEventListener('abort', stop);
      notes.exchanges[index] = {
        ...notes.exchanges[index]!,
        ...(input !== undefined && { input }),
        until: notes.hear(),
        ...more,
        ...(verb === 'open' || moments.length > 0 ? { moments } : {}),
      };
    };
    try {
      const answer = await live();
      end(answer === undefined ? {} : { answer });
      return answer;
    } catch (error) {
      const { name, message } = error as Error;
      end({ thrown: { name, message } });
      throw error;
    }
  }

  #here(): Notes {
    const cell = this.asking();
    if (cell === undefined) throw new LabError('Only what a cell asks can be recorded.');
    const known = this.#notes.get(cell);
    if (known !== undefined) return known;
    const notes = new Notes();
    this.#notes.set(cell, notes);
    void cell.ended.then(() => {
      this.#notes.delete(cell);
      const kept = {
        cell: cell.notebookId ?? '',
        code: digest(cell.code),
        exchanges: notes.exchanges,
        waits: notes.waits,
      };
      appendFileSync(this.file, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
    });
    return notes;
  }
}

/** Hears all that goes through a channel, without taking anything from who reads it. */
function listen(channel: Channel, hear: (what: Moment['what'], bytes?: Buffer) => void): void {
  let over = false; // ssh2 itself ends what leads to a program that has ended
  tap(channel, (event, bytes) => {
    if (event === 'data') hear('stdout', bytes as Buffer);
    if (event === 'close') hear('close');
    over ||= event === 'exit' || event === 'end' || event === 'close';
  });
  tap(channel.stderr, (event, bytes) => event === 'data' && hear('stderr', bytes as Buffer));
  const { write, end } = channel;
  channel.write = ((bytes: string | Buffer, ...more: unknown[]) => {
    hear('stdin', Buffer.from(bytes));
    return (write as (...words: unknown[]) => boolean).call(channel, bytes, ...more);
  }) as typeof write;
  channel.end = ((...words: unknown[]) => {
    if (!over) hear('end');
    return (end as (...words: unknown[]) => Channel).call(channel, ...words);
  }) as typeof end;
}

function tap(stream: NodeJS.EventEmitter, hear: (event: string | symbol, first: unknown) => void): void {
  const { emit } = stream;
  stream.emit = (event, ...more): boolean => {
    hear(event, more[0]);
    return emit.call(stream, event, ...more);
  };
}
