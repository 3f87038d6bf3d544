import { canDraw, show } from './display.js';
import { isUnawaited } from './pending.js';

/**
 * Lets a value draw itself where a cell ends with it: tslab prints a cell's last value by `console.log`, and printing
 * one thing that has a view shows the view. A forgotten call is not printed: it is about to be named.
 */
export function drawPrinted(): void {
  const print = console.log;
  console.log = (...things: unknown[]): void => {
    const [thing] = things;
    if (things.length === 1 && isUnawaited(thing)) return;
    if (things.length === 1 && canDraw(thing)) show(thing);
    else print(...things);
  };
}
