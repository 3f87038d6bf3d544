import { randomUUID } from 'node:crypto';
import { display } from '../kernel/display.js';
import type { Progress } from '../progress.js';

/** What takes over a second says so, in one line of the cell that changes in place. */
export function cellProgress(): { readonly tell: Progress; done(): void } {
  const id = randomUUID();
  const started = performance.now();
  let step = '';
  let shown = false;
  const draw = (text: string): void => {
    display({ text }, { id, update: shown, passing: true });
    shown = true;
  };
  const timer = setInterval(() => draw(`${step} (${Math.round((performance.now() - started) / 1_000)} s)`), 1_000);
  timer.unref();
  return {
    tell: (next) => {
      step = next;
    },
    done: () => {
      clearInterval(timer);
      if (shown) draw(`The machines were ready after ${((performance.now() - started) / 1_000).toFixed(1)} s.`);
    },
  };
}
