import { currentCell } from '../kernel/cell.js';
import { LiveView } from '../kernel/live-view.js';
import type { OnOutput } from '../transport/shell.js';
import { settled } from '../view/terminal.js';

/** A command that is quicker shows what it said once, when it has ended. */
const PATIENCE_MS = 1_000;
const DRAW_MS = 350;
const LINES = 20;
/** So much of the end is enough for the lines. */
const MOST_CHARACTERS = 8_192;

/** What a running command has printed, in the cell that runs it. */
export interface LiveOutput {
  /** What `run` calls with output; undefined outside a notebook. */
  readonly onOutput?: OnOutput;
  /** Takes it off the page again: the command's result is there now. */
  done(): void;
}

/** Shows the last lines of a command that takes longer than a second, in one place of the cell, while it runs. */
export function liveOutput(): LiveOutput {
  if (currentCell() === undefined) return { done: () => undefined };
  const live = new LiveView();
  let said = '';
  let drawn = '';
  const draw = (text: string): void => {
    if (text !== drawn) live.draw({ text });
    drawn = text;
  };
  let timer = setTimeout(() => {
    const drawLines = (): void => draw(settled(said).split('\n').slice(-LINES).join('\n'));
    drawLines();
    timer = setInterval(drawLines, DRAW_MS).unref();
  }, PATIENCE_MS).unref();
  return {
    onOutput: (_, text) => {
      said = (said + text).slice(-MOST_CHARACTERS);
    },
    done: () => {
      clearTimeout(timer);
      live.done();
    },
  };
}
