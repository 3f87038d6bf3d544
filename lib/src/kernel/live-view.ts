import { randomUUID } from 'node:crypto';
import type { View } from '../view/view.js';
import { display } from './display.js';

/** One place of a cell that is drawn anew while the cell runs, and is empty when its work is done. */
export class LiveView {
  readonly #id = randomUUID();
  #state: 'new' | 'drawn' | 'done' = 'new';

  /**
   * Shows a view in the place of the one before; nothing after `done`.
   * @example live.draw({ text: '3 of 10' });
   */
  draw(view: View): void {
    if (this.#state === 'done') return;
    display(view, { id: this.#id, update: this.#state === 'drawn', passing: true });
    this.#state = 'drawn';
  }

  /** Takes it off the page again. */
  done(): void {
    if (this.#state === 'drawn') this.draw({ text: '' });
    this.#state = 'done';
  }
}
