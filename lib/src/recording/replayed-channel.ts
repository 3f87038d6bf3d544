import { EventEmitter } from 'node:events';

/** What leads to a recorded program: it says what it said then, and hears only what it heard then. */
export class ReplayedChannel extends EventEmitter {
  readonly stderr: EventEmitter = new EventEmitter();
  readonly #does: (what: 'stdin' | 'end', text?: string) => boolean;
  #closed = false;

  /** @param does whether that was done when it was recorded; throws where something else was said */
  constructor(does: (what: 'stdin' | 'end', text?: string) => boolean) {
    super();
    this.#does = does;
  }

  write(bytes: string | Buffer): boolean {
    if (!this.#closed) this.#does('stdin', Buffer.from(bytes).toString('base64'));
    return true;
  }

  end(): this {
    // Ended earlier than it was then, as by an interrupt: it has nothing more to say.
    if (!this.#closed && !this.#does('end')) setImmediate(() => this.over());
    return this;
  }

  over(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close', 0);
  }
}
